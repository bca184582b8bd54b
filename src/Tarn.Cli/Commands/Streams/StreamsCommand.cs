using System.CommandLine;

namespace Tarn.Cli.Commands.Streams;

/// <summary>Delivery streams.</summary>
internal sealed class StreamsCommand : Command
{
    public StreamsCommand()
        : base("streams", "Look after delivery streams: list, show, put records, deliver what waits")
    {
        Subcommands.Add(new StreamsListCommand());
        Subcommands.Add(new StreamsShowCommand());
        Subcommands.Add(new StreamsPutCommand());
        Subcommands.Add(new StreamsFlushCommand());
    }
}
