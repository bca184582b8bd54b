using System.CommandLine;
using Tarn.Catalog;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Gives a table or a column tags, or takes some away.</summary>
internal sealed class CatalogTagCommand : CatalogChangeCommand
{
    private static readonly Argument<string[]> Tags = new("tags")
    {
        Description = "Tags to give: KEY=VALUE, or KEY for an empty value",
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string[]> Remove = new("--remove")
    {
        Description = "Take a tag away",
        HelpName = "KEY",
        DefaultValueFactory = _ => [],
    };

    public CatalogTagCommand()
        : base("tag", "Give a table or a column tags, or take some away")
    {
        Arguments.Add(CatalogArgument.Subject);
        Arguments.Add(Tags);
        Options.Add(Remove);
    }

    protected override async Task<ExitCode> ChangeAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        (CatalogTable table, string? column) = await CatalogArgument.FindAsync(
            lake, context.Arguments.GetRequiredValue(CatalogArgument.Subject), cancellationToken);
        Dictionary<string, string> set = Pairs(context.Arguments.GetValue(Tags) ?? []);
        string[] removed = context.Arguments.GetValue(Remove) ?? [];
        if (set.Count + removed.Length == 0)
        {
            throw new UsageException("nothing to change; expected KEY=VALUE or --remove KEY");
        }

        await (column is null
            ? Editor(lake).TagAsync(table, set, removed, cancellationToken)
            : Editor(lake).TagColumnAsync(table, column, set, removed, cancellationToken));
        return ExitCode.Ok;
    }

    private static Dictionary<string, string> Pairs(string[] texts)
    {
        Dictionary<string, string> pairs = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            string[] parts = text.Split('=', 2);
            pairs[parts[0]] = parts.Length == 2 ? parts[1] : "";
        }

        return pairs;
    }
}
