using System.Text;
using Tarn.Common;
using Tarn.Streams;

namespace Tarn.Tests.Protocols.Streams;

/// <summary>Keeps what was put, by stream; those that a test does not name are not there.</summary>
internal sealed class RecordedPuts(params string[] streams) : IStreamPuts
{
    private readonly List<(string Stream, string Record)> _all = [];

    /// <summary>Thrown by the put of this number, counted from 1.</summary>
    public (int Number, TarnException Error)? Failure { get; set; }

    public int Count { get; private set; }

    public IReadOnlyList<string> Records => [.. _all.Select(one => one.Record)];

    public Task<IReadOnlyList<PutOutcome>> PutAsync(
        string stream, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        if (++Count == Failure?.Number)
        {
            throw Failure.Value.Error;
        }

        if (!streams.Contains(stream))
        {
            throw new TarnException(ErrorCodes.UnknownName, $"there is no stream '{stream}'");
        }

        List<PutOutcome> outcomes = [];
        foreach (ReadOnlyMemory<byte> record in records)
        {
            if (record.Length > StreamLimits.RecordBytesMax)
            {
                outcomes.Add(new PutOutcome(0, ErrorCodes.BadRecord, "too large"));
                continue;
            }

            _all.Add((stream, Encoding.UTF8.GetString(record.Span)));
            outcomes.Add(new PutOutcome(_all.Count));
        }

        return Task.FromResult<IReadOnlyList<PutOutcome>>(outcomes);
    }
}
