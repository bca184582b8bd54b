using System.CommandLine;
using System.Runtime.CompilerServices;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Storage.Events;

namespace Tarn.Cli.Commands;

/// <summary>
/// Shows what happened to objects of buckets that somebody listens to. Reads the file that a server writes, so it asks
/// no server.
/// </summary>
internal sealed class EventsCommand : LocalCommand
{
    private static readonly OutputColumn[] Columns =
    [
        new("sequence", ColumnKind.Number), new("at", ColumnKind.Moment), new("event"), new("bucket"), new("key"),
        new("size", ColumnKind.Number), new("etag"), new("version"),
    ];

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    private static readonly Argument<string?> Bucket = new("bucket")
    {
        Description = "Only of this bucket",
        HelpName = "BUCKET",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<long> After = new("--after")
    {
        Description = "Only those after the event with this sequence",
        HelpName = "SEQUENCE",
    };

    private static readonly Option<bool> Follow = new("--follow", "-f")
    {
        Description = "Wait for more, until Ctrl-C",
    };

    public EventsCommand()
        : base("events", "List what happened to objects, the oldest first")
    {
        Arguments.Add(Bucket);
        Options.Add(After);
        Options.Add(Follow);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        string state = Path.Combine(LakeLocator.Find(context.Settings.Directory), ".tarn");
        string? bucket = context.Arguments.GetValue(Bucket);
        IAsyncEnumerable<IReadOnlyList<object?[]>> batches = ReadAsync(
            context, state, told => bucket is null || told.Bucket is null || told.Bucket == bucket, cancellationToken);
        await context.WriteRowsAsync(new OutputRows(Columns, batches), cancellationToken);
        return ExitCode.Ok;
    }

    /// <summary>What is there, and then what comes as long as somebody follows.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<object?[]>> ReadAsync(
        CommandContext context,
        string state,
        Func<ObjectEvent, bool> isWanted,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = context.Arguments.GetValue(After);
        long lengthSeen = -1;
        while (true)
        {
            long length = ObjectEventLog.LengthOf(state);
            if (length != lengthSeen)
            {
                lengthSeen = length;
                List<object?[]> rows = [];
                await foreach (ObjectEvent told in ObjectEventLog.ReadAsync(state, last + 1, cancellationToken))
                {
                    last = told.Sequence;
                    if (isWanted(told))
                    {
                        rows.Add(RowOf(told));
                    }
                }

                yield return rows;
            }

            if (!context.Arguments.GetValue(Follow))
            {
                yield break;
            }

            await Task.Delay(LookInterval, context.Services.TimeProvider, cancellationToken);
        }
    }

    private static object?[] RowOf(ObjectEvent told) =>
    [
        told.Sequence, told.At, told.Name, told.Bucket, told.Key, told.SizeBytes, told.ETag, told.VersionId,
    ];
}
