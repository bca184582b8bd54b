namespace Tarn.Engine.Dialect;

/// <summary>What a statement's text is to be taken for.</summary>
public enum SqlDialect
{
    /// <summary>
    /// Athena's SQL, engine version 3, which is Trino's; what the engine understands besides stays allowed.
    /// </summary>
    Athena,

    /// <summary>The engine's own, as it is.</summary>
    DuckDb,
}
