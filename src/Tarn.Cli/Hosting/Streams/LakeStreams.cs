using Tarn.Cli.Commands;
using Tarn.Common;
using Tarn.State;
using Tarn.Streams;
using Tarn.Streams.Intake;

namespace Tarn.Cli.Hosting.Streams;

/// <summary>
/// The streams of a lake for one command: those of the server that has the lake, or opened for the command alone, with
/// the lake locked. Dispose it before the lake; what waits then is delivered by whoever opens the streams next.
/// </summary>
internal sealed class LakeStreams : IAsyncDisposable
{
    private readonly LakeLock? _owned;

    private LakeStreams(StreamService service, IStreamPuts puts, LakeLock? owned)
    {
        Service = service;
        Puts = puts;
        _owned = owned;
    }

    public StreamService Service { get; }

    /// <summary>Takes records that keep to the schema of their stream.</summary>
    public IStreamPuts Puts { get; }

    /// <exception cref="TarnException"><c>TN4006</c>: another process has the lake.</exception>
    public static async Task<LakeStreams> OpenAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        if (lake.Server is { } server)
        {
            return new LakeStreams(server.Streams, server.Puts, owned: null);
        }

        LakeLock owned = LakeLock.Acquire(lake.StateDirectory);
        try
        {
            StreamService service = await StartAsync(
                lake,
                context.Services,
                (stream, exception) =>
                    context.Warn(ErrorCodes.StorageFailed, $"stream '{stream}': {exception.Message}"),
                cancellationToken);
            return new LakeStreams(service, new CheckedPuts(service, lake.Definition.Streams), owned);
        }
        catch
        {
            owned.Dispose();
            throw;
        }
    }

    /// <summary>Opens the streams of a lake that the caller has locked.</summary>
    /// <param name="lake">Whose they are.</param>
    /// <param name="services">Clock and ids.</param>
    /// <param name="failed">Told of each try to deliver that failed: the stream and why.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static Task<StreamService> StartAsync(
        LakeHost lake, CliServices services, Action<string, Exception> failed, CancellationToken cancellationToken) =>
        StreamService.StartAsync(
            new StreamsParts
            {
                Buckets = lake.Buckets,
                Documents = lake.Documents,
                Catalog = lake.Entries,
                Engine = lake.Engine,
                StateDirectory = lake.StateDirectory,
                IdSource = services.IdSource,
                TimeProvider = services.TimeProvider,
                Failed = failed,
            },
            lake.Definition.Streams,
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_owned is null)
        {
            return;
        }

        await Service.DisposeAsync();
        _owned.Dispose();
    }
}
