using Tarn.Common;
using Tarn.Engine.Errors;

namespace Tarn.Queries.Statements;

/// <summary>A query inside of a statement.</summary>
/// <param name="Sql">The query.</param>
/// <param name="Start">0-based offset in characters where it begins.</param>
public sealed record EmbeddedQuery(string Sql, int Start)
{
    /// <summary>The error of the query with its place in the statement; null when it has none.</summary>
    internal TarnException? Locate(TarnException exception) => exception switch
    {
        EngineException { Position: { } position } engine => engine.At(position + Start),
        StatementException statement => new StatementException(
            statement.Code, statement.Message, statement.Position + Start, statement.Hint),
        _ => null,
    };
}
