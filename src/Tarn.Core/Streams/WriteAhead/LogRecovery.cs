using Microsoft.Win32.SafeHandles;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Streams.WriteAhead;

/// <summary>
/// Opens the log of a stream: reads all that was not delivered, cuts off an append that never finished and so was
/// never acknowledged, and sets aside what is damaged, so that the rest can be delivered. Throws IO exceptions.
/// </summary>
/// <param name="directory">Of the log.</param>
/// <param name="ids">Names files while they are written.</param>
/// <param name="now">Dates reports.</param>
internal sealed class LogRecovery(string directory, IIdSource ids, DateTimeOffset now)
{
    /// <summary>The shortest frame a record can have, to tell how many may have been in what is lost.</summary>
    private const int FrameBytesMin = LogFormat.FrameHeaderBytes + RecordPayload.PrefixBytes;

    private readonly DamageReports _reports = new(directory, ids);
    private readonly List<LogDamage> _damages = [];
    private readonly List<LogSegment> _segments = [];
    private long _undeliveredBytes;

    /// <param name="delivered">Sequence of the last record that was delivered; 0 when none was.</param>
    /// <param name="spoken">The last sequence that was given and may not be given again.</param>
    public RecoveredLog Run(long delivered, long spoken)
    {
        DurableFile.CreateDirectory(directory);
        _damages.AddRange(_reports.Read());
        List<(string Path, long First)> files = RemoveDelivered(ListSegments(), delivered);

        // Most of the time goes into checksums, and files do not depend on each other.
        CheckedSegment[] found =
        [
            .. files.Index().AsParallel().AsOrdered().Select(file => CheckedSegment.Read(
                file.Item.Path,
                file.Item.First,
                file.Index + 1 < files.Count ? files[file.Index + 1].First : null,
                delivered)),
        ];
        long expected = delivered + 1;
        for (int i = 0; i < found.Length; i++)
        {
            bool isLast = i == found.Length - 1;
            ReportGap(expected, found[i].FirstSequence);
            Add(found[i], isLast ? null : found[i + 1].FirstSequence, isLast);
            expected = Math.Max(expected, _segments.LastOrDefault()?.NextSequence ?? expected);
            expected = Math.Max(expected, EndOfLoss(expected));
        }

        long next = Math.Max(Math.Max(expected, EndOfLoss(expected)), spoken + 1);
        LogSegment? active = _segments.LastOrDefault() is { } last && last.NextSequence == next ? last : null;
        return new RecoveredLog([.. _segments], active, next, _undeliveredBytes, [.. _damages]);
    }

    private List<(string Path, long First)> ListSegments() =>
    [
        .. Directory.EnumerateFiles(directory, "*" + LogSegment.Extension)
            .Select(path => (Path: path, First: LogSegment.FirstSequenceOf(path)))
            .Where(file => file.First is not null)
            .Select(file => (file.Path, file.First!.Value))
            .OrderBy(file => file.Value),
    ];

    /// <summary>A process that died between advancing and trimming left them.</summary>
    private static List<(string Path, long First)> RemoveDelivered(
        List<(string Path, long First)> files, long delivered)
    {
        int passed = 0;
        while (passed + 1 < files.Count && files[passed + 1].First <= delivered + 1)
        {
            File.Delete(files[passed].Path);
            passed++;
        }

        return files[passed..];
    }

    /// <param name="segment">As it was read.</param>
    /// <param name="endSequence">First of the file behind it; null: it is the last.</param>
    /// <param name="isLast">Whether it may end with an append that never finished.</param>
    private void Add(CheckedSegment segment, long? endSequence, bool isLast)
    {
        bool isShort = endSequence is { } end && segment.NextSequence < end;
        if (segment.Problem is not null || (isShort && EndOfLoss(segment.NextSequence) < endSequence))
        {
            SetAside(segment, endSequence);
        }

        _undeliveredBytes += segment.UndeliveredBytes;
        if (segment.SoundBytes == 0)
        {
            File.Delete(segment.Path);
            return;
        }

        _segments.Add(new LogSegment(
            segment.Path,
            segment.FirstSequence,
            segment.NextSequence,
            segment.SoundBytes,
            isLast || segment.FileBytes > segment.SoundBytes ? Cut(segment) : null));
    }

    private void SetAside(CheckedSegment segment, long? endSequence)
    {
        long lastLost = endSequence - 1
            ?? segment.NextSequence + ((segment.FileBytes - segment.SoundBytes) / FrameBytesMin);
        LogDamage damage = new(
            $"{DamageReports.Folder}/{Path.GetFileName(segment.Path)}",
            segment.SoundBytes,
            segment.Problem ?? "it ends before the file behind it begins",
            segment.NextSequence,
            lastLost,
            now);
        _reports.Keep(segment.Path, damage);
        _damages.RemoveAll(old => old.File == damage.File);
        _damages.Add(damage);
    }

    /// <summary>Makes the file what is sound of it; also durable what a killed process had not synced yet.</summary>
    private static SafeFileHandle Cut(CheckedSegment segment)
    {
        SafeFileHandle file = LogFile.OpenForAppend(segment.Path);
        try
        {
            if (segment.FileBytes > segment.SoundBytes)
            {
                RandomAccess.SetLength(file, segment.SoundBytes);
            }

            DurableFile.Flush(file, segment.Path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reports records that are in no file.</summary>
    private void ReportGap(long expected, long first)
    {
        if (first > expected && EndOfLoss(expected) < first)
        {
            LogDamage damage = new(
                $"{DamageReports.Folder}/{LogSegment.NameOf(expected)}",
                0,
                "the file with these records is gone",
                expected,
                first - 1,
                now);
            _reports.Keep(Path.Join(directory, LogSegment.NameOf(expected)), damage);
            _damages.Add(damage);
        }
    }

    /// <summary>The sequence behind what is known to be lost from the sequence on; itself when nothing is.</summary>
    private long EndOfLoss(long sequence)
    {
        foreach (LogDamage damage in _damages.OrderBy(damage => damage.FirstLost))
        {
            if (damage.FirstLost <= sequence && damage.LastLost >= sequence)
            {
                sequence = damage.LastLost + 1;
            }
        }

        return sequence;
    }
}
