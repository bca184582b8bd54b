using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Jobs.Extraction;
using Tarn.Sources;

namespace Tarn.Cli.Commands.Bookmarks;

/// <summary>Whose bookmark a command is about.</summary>
/// <param name="Table">The table that is filled, or what runs call the feed.</param>
/// <param name="Model">The model that fills it; null when a source does.</param>
/// <param name="Source">What fills it from a source; null when a model does.</param>
/// <param name="Feed">The feed; null for a table.</param>
internal sealed record BookmarkTarget(TableName Table, ModelDefinition? Model, SourceStep? Source, FeedStep? Feed)
{
    public static readonly Argument<string> Argument = new("table")
    {
        Description = "The table of a model or of a source, database.table, or a feed, source.feed",
        HelpName = "TABLE",
    };

    /// <summary>Whether rows that are read again would be there twice.</summary>
    public bool Appends => Source is { Table.Strategy: SourceStrategy.Append }
        || Model is { Materialized: Materialization.Incremental, Strategy: Strategy.Append };

    /// <exception cref="TarnException"><c>TN1003</c>: nothing fills such a table.</exception>
    public static BookmarkTarget Find(LakeHost lake, CommandContext context)
    {
        string name = context.Arguments.GetRequiredValue(Argument);
        IEnumerable<BookmarkTarget> known =
        [
            .. lake.Definition.Models.Select(model => new BookmarkTarget(model.Table, model, null, null)),
            .. SourceStep.Of(lake.Definition.Sources)
                .Select(step => new BookmarkTarget(step.Into, null, step, null)),
            .. FeedStep.Of(lake.Definition.Sources, lake.Tables.Defined)
                .Select(step => new BookmarkTarget(step.Name, null, null, step)),
        ];
        return known.FirstOrDefault(
                target => string.Equals(target.Table.ToString(), name, StringComparison.OrdinalIgnoreCase))
            ?? throw new TarnException(
                ErrorCodes.UnknownName, $"no model and no source fills '{name}', and no feed is called so")
            {
                Hint = Suggestion.DidYouMean(name, known.Select(target => target.Table.ToString()))
                    ?? "'tarn ls models' and 'tarn ls sources' list those there are",
            };
    }
}
