using System.CommandLine;

namespace Tarn.Cli.Commands.Sources;

/// <summary>Where rows come from.</summary>
internal sealed class SourcesCommand : Command
{
    public SourcesCommand()
        : base("sources", "Look after sources: find, try, list and read them")
    {
        Subcommands.Add(new SourcesListCommand());
        Subcommands.Add(new SourcesTestCommand());
        Subcommands.Add(new SourcesDiscoverCommand());
        Subcommands.Add(new SourcesPreviewCommand());
        Subcommands.Add(new SourcesRunCommand());
    }
}
