using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Errors;

namespace Tarn.Engine.Dialect;

/// <summary>
/// Makes a statement in Athena's SQL (engine version 3, that is Trino) one of the engine. What the engine understands
/// besides stays allowed.
/// </summary>
public static class AthenaDialect
{
    /// <exception cref="EngineException">The statement is nested too deeply.</exception>
    public static DialectStatement Rewrite(string sql)
    {
        try
        {
            return new DialectStatement(sql, SqlTreeReader.Read(sql));
        }
        catch (InsufficientExecutionStackException)
        {
            throw EngineError.Create(EngineErrorKind.Parser, "The query is nested too deeply.", 0);
        }
    }
}
