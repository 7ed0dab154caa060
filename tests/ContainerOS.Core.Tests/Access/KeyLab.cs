namespace ContainerOS.Tests.Access;

/// <summary>Hosts whose keys are changed: root itself, Container Linux's sets, no su, and a plain one with other accounts.</summary>
public sealed class KeyLab() : OwnLab("photon5", "flatcar", "rancheros", "debian");
