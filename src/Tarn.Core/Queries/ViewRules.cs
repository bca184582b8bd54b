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
    /// <param name="view">The view.</param>
    /// <param name="statement">Its SQL.</param>
    /// <param name="instance">Parses it.</param>
    /// <param name="cancellationToken">Stops the parsing.</param>
    /// <exception cref="TarnException"><c>TN3005</c>, <c>TN2007</c>: it is no SELECT over the catalog.</exception>
    public static async Task CheckAsync(
        CatalogTable.View view,
        DialectStatement statement,
        DuckInstance instance,
        CancellationToken cancellationToken)
    {
        try
        {
            ParsedQuery query = await new SqlParser(instance).ParseAsync(statement.Sql, cancellationToken);
            RowFunctions.Check(query, statement.ToSource);
            if (query.Tables.FirstOrDefault(table => table.Schema is null || table.Catalog is not null) is { } other)
            {
                throw new TarnException(
                    ErrorCodes.StatementNotAllowed, $"'{other.Table}' is not a table as database.table");
            }
        }
        catch (EngineException exception) when (exception.Position is not null)
        {
            throw Wrong(view, exception.Code, exception.Lines[0], exception);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.StatementNotAllowed)
        {
            throw Wrong(view, exception.Code, exception.Message, exception);
        }
    }

    private static TarnException Wrong(
        CatalogTable.View view, string code, string message, TarnException exception) =>
        new(code, $"view '{view.Name}': {message}", exception)
        {
            Hint = $"look at its SQL with 'tarn catalog show {view.Name}'",
        };
}
