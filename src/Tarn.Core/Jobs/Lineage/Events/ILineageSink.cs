namespace Tarn.Jobs.Lineage.Events;

/// <summary>Takes events to whoever wants them.</summary>
internal interface ILineageSink : IDisposable
{
    /// <param name="content">One event as UTF-8 JSON, without a line feed.</param>
    /// <param name="cancellationToken">Stops the sending.</param>
    /// <returns>Why it did not arrive; null when it did. The run goes on either way.</returns>
    Task<string?> SendAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}
