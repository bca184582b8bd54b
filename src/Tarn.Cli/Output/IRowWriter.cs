namespace Tarn.Cli.Output;

/// <summary>Prints rows in one format.</summary>
internal interface IRowWriter
{
    /// <summary>Writes all rows, holding no more than a batch or a bounded sample of them.</summary>
    /// <returns>How many there were.</returns>
    Task<long> WriteAsync(OutputRows rows, CancellationToken cancellationToken);
}
