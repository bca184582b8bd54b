using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;

namespace Tarn.Queries;

/// <summary>
/// What holds for statements holds for the SQL of views too, wherever it comes from: an import can bring any text.
/// </summary>
internal static class ViewRules
{
    /// <param name="statement">The SQL of a view.</param>
    /// <param name="instance">Parses it.</param>
    /// <param name="cancellationToken">Stops the parsing.</param>
    /// <exception cref="EngineException"><c>TN2007</c>, <c>TN3005</c>: with its place in the engine's text.</exception>
    /// <exception cref="TarnException"><c>TN3005</c>: it is no SELECT over the catalog.</exception>
    public static async Task CheckAsync(
        DialectStatement statement, DuckInstance instance, CancellationToken cancellationToken)
    {
        ParsedQuery query = await new SqlParser(instance).ParseAsync(statement.Sql, cancellationToken);
        RowFunctions.Check(query, statement.ToSource);
        if (query.Tables.FirstOrDefault(table => table.Schema is null || table.Catalog is not null) is { } other)
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"'{other.Table}' is not a table as database.table",
                statement.ToSource(other.Position),
                hint: null);
        }
    }

    /// <summary>Does something with a view; errors that its SQL is to blame for say which view it is.</summary>
    public static async Task BlameAsync(CatalogTable.View view, DialectStatement statement, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (EngineException exception) when (IsOfText(exception.Kind))
        {
            throw new ViewException(view.Name, view.Sql, statement.Locate(exception));
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.StatementNotAllowed)
        {
            throw new ViewException(view.Name, view.Sql, exception);
        }
    }

    private static bool IsOfText(EngineErrorKind kind) => kind
        is EngineErrorKind.Parser or EngineErrorKind.Binder or EngineErrorKind.Catalog or EngineErrorKind.Conversion
        or EngineErrorKind.InvalidInput or EngineErrorKind.Permission or EngineErrorKind.NotImplemented;
}
