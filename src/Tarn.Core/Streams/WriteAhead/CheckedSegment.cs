using Tarn.Common;
using Tarn.State;

namespace Tarn.Streams.WriteAhead;

/// <summary>What reading a whole file of a log showed.</summary>
/// <param name="Path">Of the file.</param>
/// <param name="FirstSequence">By its name.</param>
internal sealed record CheckedSegment(string Path, long FirstSequence)
{
    /// <summary>Up to which it is sound, in bytes; 0 when not even its header is.</summary>
    public required long SoundBytes { get; init; }

    /// <summary>After the last sound frame.</summary>
    public required long NextSequence { get; init; }

    /// <summary>Of records that were not delivered.</summary>
    public required long UndeliveredBytes { get; init; }

    /// <summary>Why it is not sound behind that; null when it is, or ends with an append that never finished.</summary>
    public required string? Problem { get; init; }

    /// <summary>Of the file, in bytes.</summary>
    public required long FileBytes { get; init; }

    /// <param name="path">Of the file.</param>
    /// <param name="firstSequence">By its name.</param>
    /// <param name="endSequence">First of the file behind it, whose frames these are not; null: it is the last.</param>
    /// <param name="delivered">Sequence of the last record that was delivered.</param>
    public static CheckedSegment Read(string path, long firstSequence, long? endSequence, long delivered)
    {
        long fileBytes = new FileInfo(path).Length;
        long undelivered = 0;
        long sound = 0;
        long next = firstSequence;
        string? problem = null;
        try
        {
            using LogReader reader = new(path, durableBytes: null);
            bool isNamedRightly = reader.NextSequence == firstSequence;
            problem = isNamedRightly ? null : $"it begins with record {reader.NextSequence}";
            sound = isNamedRightly ? reader.Offset : 0;
            while (isNamedRightly && next != endSequence && reader.TryRead() is { } frame)
            {
                undelivered += frame.Sequence > delivered ? frame.Payload.Length - RecordPayload.PrefixBytes : 0;
                (sound, next) = (reader.Offset, reader.NextSequence);
            }
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.StateCorrupt)
        {
            problem = exception.Message;
        }

        return new CheckedSegment(path, firstSequence)
        {
            SoundBytes = sound,
            NextSequence = next,
            UndeliveredBytes = undelivered,
            Problem = problem,
            FileBytes = fileBytes,
        };
    }
}
