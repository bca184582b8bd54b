using System.CommandLine;

namespace Tarn.Cli.Commands.Sources;

/// <summary>Where rows come from.</summary>
internal sealed class SourcesCommand : Command
{
    public SourcesCommand()
        : base("sources", "Look after sources: list them, read them")
    {
        Subcommands.Add(new SourcesListCommand());
        Subcommands.Add(new SourcesRunCommand());
    }
}
