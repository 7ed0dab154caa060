namespace ContainerOS.Tests.Ipvs;

/// <summary>A host of each system that Install-IpvsPrereqs knows a way for.</summary>
public sealed class InstallLab() : OwnLab("photon3", "photon5", "flatcar", "containerlinux", "rancheros", "cos", "fcos");
