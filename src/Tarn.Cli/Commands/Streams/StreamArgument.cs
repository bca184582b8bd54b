using System.CommandLine;

namespace Tarn.Cli.Commands.Streams;

/// <summary>The stream that a command is about.</summary>
internal static class StreamArgument
{
    public static Argument<string> Create() => new("stream")
    {
        Description = "Name of a stream",
        HelpName = "STREAM",
    };
}
