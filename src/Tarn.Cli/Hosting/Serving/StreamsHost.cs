using Tarn.Cli.Hosting.Streams;
using Tarn.Protocols.Aws.Firehose;
using Tarn.Protocols.Streams;
using Tarn.Security;
using Tarn.Streams;
using Tarn.Streams.Intake;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>The delivery streams of a lake while it is served.</summary>
internal sealed class StreamsHost : IAsyncDisposable
{
    private StreamsHost(LakeHost lake, AccessKeys keys, CliServices services, StreamService streams)
    {
        Streams = streams;
        Puts = new CheckedPuts(streams, lake.Definition.Streams);
        Endpoint = new StreamEndpoint(new StreamEndpointParts
        {
            Puts = Puts,
            Definitions = lake.Definition.Streams,
            Keys = keys,
            Documents = lake.Documents,
            IdSource = services.IdSource,
            TimeProvider = services.TimeProvider,
        });
    }

    public StreamService Streams { get; }

    /// <summary>Takes records that keep to the schema of their stream.</summary>
    public IStreamPuts Puts { get; }

    public FirehoseParts Parts => new(Streams, Puts);

    /// <summary>Answers plain puts.</summary>
    public StreamEndpoint Endpoint { get; }

    /// <param name="lake">Locked by the caller.</param>
    /// <param name="keys">Who may put.</param>
    /// <param name="services">Clock and ids.</param>
    /// <param name="warn">Told of deliveries that failed: the stream and why.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<StreamsHost> StartAsync(
        LakeHost lake,
        AccessKeys keys,
        CliServices services,
        Action<string, Exception> warn,
        CancellationToken cancellationToken) =>
        new(lake, keys, services, await LakeStreams.StartAsync(lake, services, warn, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        Endpoint.Dispose();
        await Streams.DisposeAsync();
    }
}
