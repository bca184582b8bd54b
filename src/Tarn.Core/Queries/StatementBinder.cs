using Tarn.Catalog;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;
using Tarn.Queries.Limits;
using Tarn.Queries.Scanning;
using Tarn.Queries.SystemTables;
using Tarn.Tables;

namespace Tarn.Queries;

/// <summary>Parses a statement, finds its tables and makes them known to the engine, each at one snapshot.</summary>
internal sealed class StatementBinder(
    DuckInstance instance,
    TableCatalog catalog,
    SqlDialect dialect,
    QueryLimits limits,
    IReadOnlyList<SystemTable> systemTables)
{
    private readonly SqlParser _parser = new(instance);

    /// <summary>Whether plans of the statement are to tell its tables apart.</summary>
    public bool LabelsScans { get; init; }

    /// <summary>The table that the statement is to change; null for a query.</summary>
    public ChangeTarget? Target { get; init; }

    /// <param name="request">One SELECT.</param>
    /// <param name="scratch">A directory of this statement alone.</param>
    /// <param name="cancellationToken">Stops the binding.</param>
    public async Task<BoundStatement> BindAsync(
        QueryRequest request, string scratch, CancellationToken cancellationToken)
    {
        ResolvedStatement resolved = await ResolveAsync(request, cancellationToken);
        DialectStatement statement = resolved.Statement;
        IReadOnlyDictionary<string, object?> parameters = request.Parameters;
        TableScope scope = limits.MemoryBytesMax is long memory
            ? await TableScope.OpenAloneAsync(instance, memory, catalog, scratch, cancellationToken)
            : await TableScope.OpenAsync(instance, catalog, scratch, cancellationToken);
        scope.Hidden = resolved.Hidden;
        scope.LabelsScans = LabelsScans;
        try
        {
            ClauseReader clauses = new(_parser, scope.Connection, parameters);
            foreach (BoundReference table in resolved.Tables)
            {
                if (Target is null || !await Target.TryBindAsync(scope, table, cancellationToken))
                {
                    await BindAsync(scope, table, request.AsOf, clauses, cancellationToken);
                }
            }

            foreach (SystemTable table in systemTables.Where(table => resolved.SystemTables.Contains(table.Name)))
            {
                await scope.BindSystemAsync(table, cancellationToken);
            }

            await scope.GuardAsync(statement, cancellationToken);
            await statement.ResolveAsync(scope.Connection, parameters, cancellationToken);
            await scope.GuardAsync(statement, cancellationToken);
            BoundStatement bound = new(scope, statement, [.. resolved.Tables.Select(table => table.Table.Name)])
            {
                Tables = resolved.Tables,
            };
            await CheckScanAsync(bound, parameters, cancellationToken);
            return bound;
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    /// <summary>Parses a statement and finds its tables in the catalog.</summary>
    public async Task<ResolvedStatement> ResolveAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        limits.CheckText(request.Sql);
        if (dialect == SqlDialect.Athena)
        {
            ParameterRules.Check(request.Sql, request.Parameters);
        }

        (string text, IReadOnlyList<ChangesClause> changes) = ChangesClauses.TakeOut(request.Sql);
        (text, IReadOnlyList<VersionClause> versions) = VersionClauses.TakeOut(text);
        text = SystemNames.TakeOut(text);
        DialectStatement statement = DialectStatement.Of(text, dialect);
        TableReferences references = new(
            catalog,
            versions.Concat<TableClause>(changes)
                .Concat(Target?.Clause is { } place ? [place] : [])
                .ToDictionary(clause => clause.Schema),
            statement.ToSource);
        IReadOnlyList<BoundReference> tables = await references.ResolveAsync(
            await ParseAsync(statement, request.Parameters, cancellationToken), cancellationToken);
        HiddenColumnUse hidden = HiddenColumnUse.Of(text, tables);
        statement = await hidden.HideAsync(text, statement, dialect, _parser, cancellationToken);
        return new ResolvedStatement(statement, tables, references.SystemTables, hidden);
    }

    /// <summary>What columns and row groups take is only looked up when whole files would be too much.</summary>
    private async Task CheckScanAsync(
        BoundStatement bound, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        // Files of a table that is changed are rewritten, so they count whole.
        ScanEstimate[] changed = [.. (Target?.Scanned ?? []).Select(ScanSize.Whole)];
        long bytesMax = bound.Scope.Scanned.Sum(table => table.BytesRead) + changed.Sum(table => table.BytesMax);
        if (bytesMax > limits.ScannedBytesMax)
        {
            limits.CheckScan([.. await ScanSize.OfAsync(bound, parameters, cancellationToken), .. changed]);
        }
    }

    /// <summary>What a SELECT demands of the rows of the table that it changes; it is only parsed.</summary>
    public async Task<IReadOnlyList<ColumnPredicate>> ConditionsAsync(
        string sql, CancellationToken cancellationToken)
    {
        limits.CheckText(sql);
        (string text, _) = ChangesClauses.TakeOut(sql);
        (text, _) = VersionClauses.TakeOut(text);
        DialectStatement statement = DialectStatement.Of(SystemNames.TakeOut(text), dialect);
        ParsedQuery query = await ParseAsync(statement, new Dictionary<string, object?>(), cancellationToken);
        return query.Tables.FirstOrDefault(table => table.Schema == TargetClause.SchemaName)?.Predicates ?? [];
    }

    private async Task<ParsedQuery> ParseAsync(
        DialectStatement statement,
        IReadOnlyDictionary<string, object?> parameters,
        CancellationToken cancellationToken)
    {
        try
        {
            return await _parser.ParseAsync(statement.Sql, parameters, cancellationToken);
        }
        catch (EngineException exception)
        {
            throw statement.Locate(exception);
        }
    }

    private static async Task BindAsync(
        TableScope scope,
        BoundReference table,
        AsOf? asOf,
        ClauseReader clauses,
        CancellationToken cancellationToken)
    {
        if (table.Clause is ChangesClause changes)
        {
            AsOf from = await clauses.ReadAsync(changes, changes.From, cancellationToken);
            AsOf? to = changes.To is null ? null : await clauses.ReadAsync(changes, changes.To, cancellationToken);
            await scope.BindChangesAsync((CatalogTable.Managed)table.Table, table.Name, from, to, cancellationToken);
            return;
        }

        AsOf? version = table.Clause is VersionClause clause
            ? await clauses.ReadAsync(clause, cancellationToken)
            : asOf;
        await scope.BindAsync(table.Table, table.Name, version, table.Predicates, cancellationToken);
    }
}
