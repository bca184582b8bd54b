namespace Tarn.Queries.Statements;

/// <summary>What EXPLAIN tells of a statement.</summary>
public enum ExplainType
{
    /// <summary>The plan.</summary>
    Logical,

    /// <summary>The plan; one process runs all of it.</summary>
    Distributed,

    /// <summary>That it is right.</summary>
    Validate,

    /// <summary>Tables that it reads and writes.</summary>
    Io,
}
