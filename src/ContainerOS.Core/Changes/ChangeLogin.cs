using System;
using ContainerOS.Connections;

namespace ContainerOS.Changes;

/// <summary>A login that must work after the change. It is tried with fresh authentication, over a connection of its own.</summary>
/// <param name="Name">The login in words, for example <c>root with a key</c>.</param>
/// <param name="Open">Makes the connection.</param>
internal sealed record ChangeLogin(string Name, Func<IHostConnection> Open);
