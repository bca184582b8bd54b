using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Sources;
using Tarn.Sources.Postgres;

namespace Tarn.Cli.Commands.Sources;

/// <summary>The source that a command is about, and the table of it.</summary>
internal static class SourceArgument
{
    public static readonly Argument<string> Source = new("source")
    {
        Description = "Name of a source",
        HelpName = "SOURCE",
    };

    public static readonly Argument<string?> Table = new("table")
    {
        Description = "One of its tables, as the source or the lake names it, or feeds [default: all]",
        HelpName = "TABLE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public static SourceDefinition Find(LakeHost lake, CommandContext context)
    {
        string name = context.Arguments.GetRequiredValue(Source);
        return lake.Definition.Sources.FirstOrDefault(
                source => string.Equals(source.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new TarnException(ErrorCodes.UnknownName, $"there is no source '{name}'")
            {
                Hint = Suggestion.DidYouMean(name, lake.Definition.Sources.Select(source => source.Name))
                    ?? "'tarn ls sources' lists those there are",
            };
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is none; <c>TN1005</c>: it is of another type.</exception>
    public static PostgresSourceDefinition FindPostgres(LakeHost lake, CommandContext context) =>
        Find(lake, context) is PostgresSourceDefinition source ? source
            : throw new TarnException(
                ErrorCodes.BadArgument,
                $"source '{context.Arguments.GetRequiredValue(Source)}' is not of type postgres");

    /// <summary>What runs call the table or feed that the call names; null when it names none.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: the source has no such table and no such feed.</exception>
    public static string? FindStep(SourceDefinition source, CommandContext context) =>
        source.Feeds.FirstOrDefault(feed => feed.Name == context.Arguments.GetValue(Table)) is { } feed
            ? $"{source.Name}.{feed.Name}"
            : FindTable(source, context)?.Into.ToString();

    /// <summary>The table that the call names; null when it names none.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: the source has no such table.</exception>
    public static SourceTable? FindTable(SourceDefinition source, CommandContext context)
    {
        if (context.Arguments.GetValue(Table) is not { } name)
        {
            return null;
        }

        return source.Tables.FirstOrDefault(
                table => string.Equals(table.Name, name, StringComparison.OrdinalIgnoreCase)
                    || string.Equals(table.Into.ToString(), name, StringComparison.OrdinalIgnoreCase))
            ?? throw new TarnException(ErrorCodes.UnknownName, $"source '{source.Name}' has no table '{name}'")
            {
                Hint = Suggestion.DidYouMean(name, PartsOf(source))
                    ?? $"it has: {string.Join(", ", PartsOf(source))}",
            };
    }

    private static IEnumerable<string> PartsOf(SourceDefinition source) =>
        source.Tables.Select(table => table.Name).Concat(source.Feeds.Select(feed => feed.Name));
}
