namespace ContainerOS.Tests.Proxies;

/// <summary>A host of each system that keeps its proxies in another way, and some for what goes wrong.</summary>
public sealed class ProxyLab() : OwnLab("photon3", "photon5", "flatcar", "rancheros", "cos", "debian", "photon4", "containerlinux", "fcos");
