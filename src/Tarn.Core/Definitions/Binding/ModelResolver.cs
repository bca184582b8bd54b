using Tarn.Common;
using Tarn.Definitions.Sql;
using Tarn.Definitions.Yaml;
using Tarn.Engine;
using Tarn.Jobs;

namespace Tarn.Definitions.Binding;

/// <summary>
/// Parses the SQL of a draft: finds its inputs, settles its bookmark, looks at the conditions of its checks.
/// </summary>
internal sealed class ModelResolver(
    BindingContext context,
    KnownTables tables,
    InputResolver inputs,
    ISqlAnalyzer analyzer,
    IReadOnlySet<TableName> views)
{
    public async Task<ModelNode> ResolveAsync(ModelDraft draft, CancellationToken cancellationToken)
    {
        ModelDefinition model = draft.Definition;
        int errorsBefore = context.Diagnostics.ErrorCount;
        IReadOnlyList<ResolvedTable> read = new ModelParameterUse(context).TryCheck(model) is { } sql
            ? await inputs.ResolveAsync(sql, model.WrittenIn, mayReadQuarantine: false, cancellationToken)
            : [];
        bool isSound = context.Diagnostics.ErrorCount == errorsBefore;
        foreach (YamlNode.Scalar condition in draft.References.Conditions)
        {
            await CheckConditionAsync(model, condition, cancellationToken);
        }

        model = model with { Inputs = [.. read.Select(input => input.Name)] };
        if (model.Materialized == Materialization.Incremental && isSound)
        {
            model = model with { Bookmark = SettleBookmark(draft, model) };
        }

        return new ModelNode(model, [.. read, .. RelatedTables(draft)]);
    }

    /// <summary>Tables of relationships checks come before the model too; its own table is no dependency.</summary>
    private IEnumerable<ResolvedTable> RelatedTables(ModelDraft draft)
    {
        foreach ((TableName table, SourceLocation place) in draft.References.Tables)
        {
            if (!tables.Contains(table))
            {
                tables.ReportUnknown(place, $"unknown table '{table}'", table.ToString());
            }
            else if (table != draft.Definition.Table)
            {
                yield return new ResolvedTable(table, place);
            }
        }
    }

    private TableName? SettleBookmark(ModelDraft draft, ModelDefinition model)
    {
        TableName[] candidates = [.. model.Inputs.Where(input => !views.Contains(input))];
        if (model.Bookmark is { } bookmark)
        {
            if (views.Contains(bookmark) && model.Inputs.Contains(bookmark))
            {
                Report(draft, $"bookmark '{bookmark}' is a view, which has no files to be new", candidates);
            }
            else if (!model.Inputs.Contains(bookmark))
            {
                Report(draft, $"bookmark '{bookmark}' is not read by the model's SQL", candidates);
            }

            return bookmark;
        }

        if (model.Inputs is [var only] && candidates.Length == 1)
        {
            return only;
        }

        if (candidates.Length == 0)
        {
            context.BadValue(
                draft.BookmarkPlace,
                "an incremental model must read a table, to read what is new of it",
                "expected 'materialized: table'");
        }
        else
        {
            context.Diagnostics.Error(
                ErrorCodes.MissingKey,
                draft.BookmarkPlace,
                $"an incremental model with {model.Inputs.Count} inputs must say which one is read incrementally",
                $"add 'bookmark: {candidates[0]}', for example",
                $"allowed here: {Shown.List(candidates.Select(candidate => candidate.ToString()))}");
        }

        return null;
    }

    private void Report(ModelDraft draft, string message, TableName[] candidates)
    {
        string[] names = [.. candidates.Select(candidate => candidate.ToString())];
        string? label = draft.Definition.Bookmark is { } bookmark
            ? Suggestion.DidYouMean(bookmark.ToString(), names)
            : null;
        context.BadValue(draft.BookmarkPlace, message, label, $"allowed here: {Shown.List(names)}");
    }

    /// <summary>
    /// The condition must parse and may not read tables: it is put into a query over the model's rows.
    /// </summary>
    private async Task CheckConditionAsync(
        ModelDefinition model, YamlNode.Scalar condition, CancellationToken cancellationToken)
    {
        const string before = "SELECT 1 WHERE (";
        SqlAnalysis analysis = await analyzer
            .AnalyzeAsync($"{before}{condition.Value}\n)", model.WrittenIn, cancellationToken);
        if (analysis is SqlAnalysis.Refused refused)
        {
            SourceLocation place = PlaceIn(condition, (refused.Offset ?? before.Length) - before.Length);
            context.Diagnostics.Error(
                refused.Code, place, refused.Message, "it is a condition over the model's columns");
        }
        else if (analysis is SqlAnalysis.Parsed parsed && parsed.Tables.Count + parsed.TableFunctions.Count > 0)
        {
            context.Diagnostics.Error(
                ErrorCodes.StatementNotAllowed,
                condition.Location,
                "a condition of a model cannot read tables",
                "expected a condition over the model's columns",
                "a relationships check compares with another table");
        }
    }

    /// <summary>Exact for a condition on one line; else the condition as a whole.</summary>
    private static SourceLocation PlaceIn(YamlNode.Scalar condition, int offset)
    {
        int quote = condition.Style == ScalarStyle.Quoted ? 1 : 0;
        SourceLocation place = condition.Location;
        bool isOneLine = condition.Style is ScalarStyle.Plain or ScalarStyle.Quoted
            && place.Length >= condition.Value.Length;
        if (!isOneLine || offset < 0 || offset >= condition.Value.Length)
        {
            return place;
        }

        return new SqlInFile(condition.Value, place with { Column = place.Column + quote }).Locate(offset);
    }
}
