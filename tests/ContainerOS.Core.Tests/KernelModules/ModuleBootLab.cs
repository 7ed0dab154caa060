namespace ContainerOS.Tests.KernelModules;

/// <summary>A host whose modules-load.d counts at boot, and one whose own configuration does.</summary>
public sealed class ModuleBootLab() : OwnLab("photon5", "rancheros");
