using System;
using System.Collections.Generic;
using System.IO;

namespace ContainerOS.Connections.OpenSsh.Askpass;

/// <summary>How the questions of one ssh call come here, and the answers get back.</summary>
internal interface IAskpassChannel
{
    /// <summary>What ssh must find in its environment.</summary>
    IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Takes one question after the other, until the channel is closed.</summary>
    /// <param name="reply">Gets the question, which is what <see cref="AskpassQuestion.Parse"/> reads, and where to write the reply.</param>
    /// <exception cref="IOException">The channel broke.</exception>
    void Serve(Action<string, Stream> reply);

    /// <summary>Nobody can ask any more; from another thread than the one that serves.</summary>
    void Close();
}
