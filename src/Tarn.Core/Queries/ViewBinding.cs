using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine.Dialect;
using Tarn.Engine.Parsing;

namespace Tarn.Queries;

/// <summary>Makes views of the catalog known to the engine.</summary>
internal static class ViewBinding
{
    /// <param name="scope">Has what the view reads.</param>
    /// <exception cref="ViewException">Its SQL is wrong, or reaches further than it may.</exception>
    public static Task MakeAsync(TableScope scope, CatalogTable.View view, CancellationToken cancellationToken)
    {
        DialectStatement statement = DialectStatement.Of(view.Sql, view.Dialect);
        return ViewRules.BlameAsync(view, statement, async () =>
        {
            await ViewRules.CheckAsync(statement, scope.Connection.Instance, cancellationToken);
            SqlParser parser = new(scope.Connection.Instance);
            DialectStatement hiding = await scope.Hidden.HideAsync(
                view.Sql, statement, view.Dialect, parser, cancellationToken);
            await scope.GuardAsync(hiding, cancellationToken);
            await hiding.ResolveAsync(scope.Connection, parameters: null, cancellationToken);
            await scope.CreateViewAsync(view.Name, hiding.Sql, cancellationToken);
        });
    }

    /// <summary>Binds a table and, when it is a view, before it what it reads; nothing of it is pruned.</summary>
    /// <param name="depth">Of views around it.</param>
    public static async Task BindWholeAsync(
        TableScope scope, TableCatalog catalog, CatalogTable table, int depth, CancellationToken cancellationToken)
    {
        if (table is CatalogTable.View view)
        {
            ViewDepth.Check(view, depth);
            foreach (TableName input in view.Inputs)
            {
                CatalogTable read = await catalog.GetAsync(input, cancellationToken);
                await BindWholeAsync(scope, catalog, read, depth + 1, cancellationToken);
            }
        }

        await scope.BindAsync(table, [[]], cancellationToken);
    }
}
