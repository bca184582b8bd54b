using Tarn.Common;
using Tarn.Definitions.Sql;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Queries;
using Tarn.Queries.SystemTables;

namespace Tarn.Definitions.Binding;

/// <summary>Finds the tables of the lake that SQL reads, and reports what it must not name.</summary>
internal sealed class InputResolver(BindingContext context, KnownTables tables, ISqlAnalyzer analyzer)
{
    private const string CatalogOnly = "models and queries name catalog tables only";

    /// <summary>The tables read, each once, in the order of the text; unknown ones are reported and left out.</summary>
    /// <param name="mayReadQuarantine">True for queries, false for models.</param>
    public async Task<IReadOnlyList<ResolvedTable>> ResolveAsync(
        SqlInFile sql, SqlDialect dialect, bool mayReadQuarantine, CancellationToken cancellationToken)
    {
        SqlAnalysis analysis = await analyzer.AnalyzeAsync(sql.Text, dialect, cancellationToken);
        if (analysis is SqlAnalysis.Refused refused)
        {
            ReportRefused(sql, refused);
            return [];
        }

        SqlAnalysis.Parsed parsed = (SqlAnalysis.Parsed)analysis;
        foreach (SqlFunctionReference function in parsed.TableFunctions)
        {
            ReportUnlessAllowed(sql, function);
        }

        return [.. parsed.Tables
            .OrderBy(reference => reference.Offset)
            .Select(reference => Resolve(sql, reference, mayReadQuarantine))
            .OfType<ResolvedTable>()
            .DistinctBy(resolved => resolved.Name)];
    }

    private void ReportRefused(SqlInFile sql, SqlAnalysis.Refused refused)
    {
        SourceLocation place = refused.Offset is { } offset ? sql.Locate(offset) : sql.Start;
        string[] notes = refused.Hint is null ? [] : [refused.Hint];
        string? label = refused.Offset is null ? null : "the engine stopped here";
        context.Diagnostics.Error(refused.Code, place, refused.Message, label, notes);
    }

    private void ReportUnlessAllowed(SqlInFile sql, SqlFunctionReference function)
    {
        if (RowFunctions.Allowed.Contains(function.Name))
        {
            return;
        }

        context.Diagnostics.Error(
            ErrorCodes.StatementNotAllowed,
            sql.Locate(function.Offset),
            $"table function '{Shown.Text(function.Name)}' is not allowed: {CatalogOnly}",
            "declare the files as a raw table instead",
            "raw tables stand under 'tables:' in lake.yaml",
            $"allowed here: {Shown.List([.. RowFunctions.Allowed])}");
    }

    private ResolvedTable? Resolve(SqlInFile sql, SqlTableReference reference, bool mayReadQuarantine)
    {
        SourceLocation place = sql.Locate(reference.Offset);
        string text = string.Join('.', reference.Parts);
        if (LooksLikeFile(reference))
        {
            context.Diagnostics.Error(
                ErrorCodes.StatementNotAllowed,
                place,
                $"'{Shown.Text(text)}' is a file: {CatalogOnly}",
                "declare it as a raw table instead",
                "raw tables stand under 'tables:' in lake.yaml");
            return null;
        }

        string name = text.ToLowerInvariant();
        if (!TableName.TryParse(name, out TableName? table))
        {
            string problem = reference.Parts.Count == 1 ? "does not say its database" : "is not database.table";
            tables.ReportUnknown(place, $"table '{Shown.Text(text)}' {problem}", name);
            return null;
        }

        if (SystemNames.Contains(table.Database, table.Table))
        {
            ReportSystemTableUnless(mayReadQuarantine, table, place);
            return null;
        }

        if (tables.Contains(table) || tables.MayBeFound(table))
        {
            return new ResolvedTable(table, place);
        }

        return IsReadableQuarantine(table, place, mayReadQuarantine) ? new ResolvedTable(table, place) : null;
    }

    /// <summary>Queries may read what the lake knows of itself; a model would depend on its own runs.</summary>
    private void ReportSystemTableUnless(bool isQuery, TableName table, SourceLocation place)
    {
        if (!isQuery)
        {
            context.Diagnostics.Error(
                ErrorCodes.StatementNotAllowed, place, $"'{table}' is a system table: models cannot read it");
        }
    }

    /// <summary>
    /// True for a quarantine table where it may be read; reports it and all other unknown tables where not.
    /// </summary>
    private bool IsReadableQuarantine(TableName table, SourceLocation place, bool mayReadQuarantine)
    {
        if (table.QuarantineOf is not { } origin || !tables.Contains(origin))
        {
            tables.ReportUnknown(place, $"unknown table '{table}'", table.ToString());
            return false;
        }

        if (!mayReadQuarantine)
        {
            context.Diagnostics.Error(
                ErrorCodes.UnknownTable,
                place,
                $"model reads the quarantine table '{table}'",
                "only queries may read this",
                "quarantined rows are for people to look at; a model reads tables and views");
        }

        return mayReadQuarantine;
    }

    private static bool LooksLikeFile(SqlTableReference reference) =>
        reference.Parts is [var only] && only.AsSpan().IndexOfAny("./\\*:") >= 0;
}
