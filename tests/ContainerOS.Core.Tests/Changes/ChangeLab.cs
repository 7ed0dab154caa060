namespace ContainerOS.Tests.Changes;

/// <summary>Hosts to be changed, cut off and started again: two with systemd, one whose /etc is new at every boot, one without systemd.</summary>
public sealed class ChangeLab() : OwnLab("photon5", "flatcar", "cos", "rancheros");
