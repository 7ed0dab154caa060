namespace ContainerOS.Tests.Ipvs;

/// <summary>Hosts that tests put something in the way of.</summary>
public sealed class FaultyHostLab() : OwnLab("photon5", "photon3", "rancheros");
