using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Jobs.Checks;
using Tarn.Jobs.Privacy;
using Tarn.Queries;
using Tarn.Tables;

namespace Tarn.Jobs;

/// <summary>
/// Checks models against each other without data: each table is an empty view with its columns, so the engine sees
/// every name and type, and says what is wrong and where.
/// </summary>
/// <param name="instance">The engine.</param>
/// <param name="catalog">Tables of the lake.</param>
/// <param name="lakeDirectory">Where the definition files are, for quoting lines of them.</param>
public sealed class ModelDryRun(DuckInstance instance, TableCatalog catalog, string lakeDirectory)
{
    /// <summary>All problems, in order of files; a model that reads from a broken one is not judged.</summary>
    /// <param name="models">In dependency order.</param>
    /// <param name="scratchDirectory">A directory of this call alone.</param>
    /// <param name="cancellationToken">Stops between models.</param>
    public async Task<IReadOnlyList<Diagnostic>> FindProblemsAsync(
        IReadOnlyList<ModelDefinition> models, string scratchDirectory, CancellationToken cancellationToken)
    {
        List<Diagnostic> problems = [];
        HashSet<TableName> broken = [];
        await using TableScope scope = await TableScope.OpenAsync(
            instance, catalog, scratchDirectory, cancellationToken);
        foreach (CatalogTable.Files raw in catalog.Defined.OfType<CatalogTable.Files>())
        {
            await scope.BindFilesAsync(raw.Definition, [], cancellationToken);
        }

        await BindExternalAsync(models, scope, cancellationToken);
        broken.UnionWith(await BindExtractedAsync(models, scope, cancellationToken));
        foreach (ModelDefinition model in models)
        {
            if (model.Inputs.Concat(RelatedTables(model)).Any(broken.Contains))
            {
                broken.Add(model.Table);
                continue;
            }

            int before = problems.Count;
            await BindAsync(model, scope, problems, cancellationToken);
            if (problems.Count > before)
            {
                broken.Add(model.Table);
            }
        }

        return [.. Diagnostic.InOrder(problems)];
    }

    /// <summary>Binds the managed tables that no model fills.</summary>
    /// <returns>Those that were never filled: nobody knows their columns, so who reads them is not judged.</returns>
    private async Task<IReadOnlyList<TableName>> BindExtractedAsync(
        IReadOnlyList<ModelDefinition> models, TableScope scope, CancellationToken cancellationToken)
    {
        HashSet<TableName> filled = [.. models.SelectMany(model => (TableName[])[model.Table, model.Table.Quarantine])];
        List<TableName> unknown = [];
        foreach (CatalogTable.Managed table in catalog.Defined.OfType<CatalogTable.Managed>()
            .Where(table => !filled.Contains(table.Name)))
        {
            if (await catalog.FindSnapshotAsync(table, cancellationToken) is { } snapshot)
            {
                await scope.CreateViewAsync(table.Name, TableScan.Sql(snapshot.Fields, [], []), cancellationToken);
            }
            else
            {
                unknown.Add(table.Name);
            }
        }

        return unknown;
    }

    /// <summary>Binds the tables of the catalog that models name.</summary>
    private async Task BindExternalAsync(
        IReadOnlyList<ModelDefinition> models, TableScope scope, CancellationToken cancellationToken)
    {
        IEnumerable<TableName> lookups = models.SelectMany(RelatedTables);
        foreach (TableName name in models.SelectMany(model => model.Inputs).Concat(lookups).Distinct())
        {
            if (await catalog.FindAsync(name, cancellationToken) is CatalogTable.External external)
            {
                await scope.BindExternalAsync(external, [], cancellationToken);
            }
        }
    }

    private static IEnumerable<TableName> RelatedTables(ModelDefinition model) =>
        model.Checks.OfType<CheckDefinition.Relationships>().Select(check => check.ToTable);

    private async Task BindAsync(
        ModelDefinition model, TableScope scope, List<Diagnostic> problems, CancellationToken cancellationToken)
    {
        foreach (TableName input in model.Inputs)
        {
            if (await catalog.FindAsync(input, cancellationToken) is null)
            {
                problems.Add(NotFoundYet(model, input));
                return;
            }
        }

        try
        {
            ModelSelect select = await ModelSelect.ResolveAsync(
                scope.Connection, model, Pseudonyms.TypeOnly, cancellationToken);
            ModelColumns columns = select.Columns;
            string stored = OutcomeSql.Plain(select.Sql, columns);
            await scope.CreateViewAsync(model.Table, $"{stored} WHERE false", cancellationToken);
            ModelColumnRules rules = new(model, columns, lakeDirectory);
            problems.AddRange(rules.FindProblems());
            await BindDeletedAsync(select, model, scope.Connection, problems, cancellationToken);
            foreach (CheckDefinition check in model.Checks)
            {
                await BindCheckAsync(select, check, scope.Connection, problems, cancellationToken);
            }
        }
        catch (PrivateColumnException exception)
        {
            problems.Add(new Diagnostic
            {
                Code = exception.Code,
                Message = exception.Problem,
                Location = exception.Column.Location,
                SourceLine = SourceText.ReadLine(lakeDirectory, exception.Column.Location),
                Label = exception.Suggested,
                Notes = exception.Hint is { } hint ? [hint] : [],
            });
        }
        catch (ModelSqlException exception)
        {
            SourceLocation location = model.Source.Locate(exception.Position ?? 0);
            problems.Add(new Diagnostic
            {
                Code = exception.Code,
                Message = exception.Message,
                Location = location,
                SourceLine = SourceText.ReadLine(lakeDirectory, location),
                Notes = exception.Notes,
            });
        }
    }

    /// <summary>Definitions let tables pass that a crawler may find; here they must be there.</summary>
    private Diagnostic NotFoundYet(ModelDefinition model, TableName missing) => new()
    {
        Code = ErrorCodes.UnknownTable,
        Message = $"model '{model.Table}' reads '{missing}', which no crawler has found yet",
        Location = model.SqlStart,
        SourceLine = SourceText.ReadLine(lakeDirectory, model.SqlStart),
        Notes = ["put its files in place and call 'tarn crawl'"],
    };

    private async Task BindDeletedAsync(
        ModelSelect select,
        ModelDefinition model,
        DuckConnection connection,
        List<Diagnostic> problems,
        CancellationToken cancellationToken)
    {
        if (model.DeletedWhen is not { } condition)
        {
            return;
        }

        try
        {
            await connection.QueryAllAsync(
                $"DESCRIBE SELECT 1 FROM (\n{select.Sql}\n) WHERE (\n{condition}\n)", cancellationToken);
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            SourceLocation top = model.SqlStart with { Line = 1, Column = 1, Length = 1 };
            problems.Add(new Diagnostic
            {
                Code = ErrorCodes.SqlBinding,
                Message = $"deleted_when of '{model.Table}': {exception.Lines[0]}",
                Location = top,
                SourceLine = SourceText.ReadLine(lakeDirectory, top),
                Notes = [.. exception.Lines.Skip(1)],
            });
        }
    }

    /// <summary>A check that the engine cannot bind is reported at its place in the front matter.</summary>
    private async Task BindCheckAsync(
        ModelSelect select,
        CheckDefinition check,
        DuckConnection connection,
        List<Diagnostic> problems,
        CancellationToken cancellationToken)
    {
        if (check is not (CheckDefinition.Sql or CheckDefinition.Relationships or CheckDefinition.Range
            or CheckDefinition.AcceptedValues))
        {
            return;
        }

        try
        {
            string source = OutcomeSql.Decides(check) ? select.Sql : OutcomeSql.Plain(select.Sql, select.Columns);
            string sql = $"DESCRIBE SELECT 1 FROM (\n{source}\n) WHERE {CheckCondition.FailsWhen(check)}";
            await connection.QueryAllAsync(sql, cancellationToken);
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            string only = OutcomeSql.Decides(check)
                ? ""
                : " (checks that warn are made on the stored columns, those without a leading '_')";
            problems.Add(new Diagnostic
            {
                Code = ErrorCodes.SqlBinding,
                Message = $"check '{check.Name}': {exception.Lines[0]}{only}",
                Location = check.Location,
                SourceLine = SourceText.ReadLine(lakeDirectory, check.Location),
                Notes = [.. exception.Lines.Skip(1)],
            });
        }
    }
}
