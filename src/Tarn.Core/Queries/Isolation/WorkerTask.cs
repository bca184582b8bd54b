namespace Tarn.Queries.Isolation;

/// <summary>What is wanted of a worker.</summary>
internal enum WorkerTask
{
    /// <summary>The rows.</summary>
    Rows,

    /// <summary>The columns, and the names of the tables; no rows.</summary>
    Shape,

    /// <summary>What would be read.</summary>
    Estimate,
}
