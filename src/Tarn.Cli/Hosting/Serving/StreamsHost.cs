using Tarn.Protocols.Aws.Firehose;
using Tarn.Streams;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>The delivery streams of a lake while it is served.</summary>
internal sealed class StreamsHost : IAsyncDisposable
{
    private StreamsHost(StreamService streams) => Streams = streams;

    public StreamService Streams { get; }

    public FirehoseParts Parts => new(Streams, Streams);

    /// <param name="lake">Locked by the caller.</param>
    /// <param name="services">Clock and ids.</param>
    /// <param name="warn">Told of deliveries that failed: the stream and why.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<StreamsHost> StartAsync(
        LakeHost lake, CliServices services, Action<string, Exception> warn, CancellationToken cancellationToken)
    {
        StreamsParts parts = new()
        {
            Buckets = lake.Buckets,
            Documents = lake.Documents,
            Catalog = lake.Entries,
            Engine = lake.Engine,
            StateDirectory = lake.StateDirectory,
            IdSource = services.IdSource,
            TimeProvider = services.TimeProvider,
            Failed = warn,
        };
        return new StreamsHost(
            await StreamService.StartAsync(parts, lake.Definition.Streams, cancellationToken));
    }

    public ValueTask DisposeAsync() => Streams.DisposeAsync();
}
