using Tarn.Engine.Functions;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>A feed that has connections to close, and keeps what went wrong.</summary>
internal interface IExtractionFeed : IRowFeed, IAsyncDisposable
{
    /// <summary>What ended it, which the engine only has the message of; null when nothing did.</summary>
    Exception? Failure { get; }
}
