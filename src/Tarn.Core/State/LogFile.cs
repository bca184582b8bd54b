using Microsoft.Win32.SafeHandles;
using Tarn.Common;

namespace Tarn.State;

/// <summary>The steps on the file of a <see cref="CheckedLog"/> that need no memory of earlier ones.</summary>
internal static class LogFile
{
    private const string TemporarySuffix = ".tmp";

    public static OpenedLog Open(string path)
    {
        // Left by a rewrite that died before its rename; its content is still in the log.
        string temporary = path + TemporarySuffix;
        if (File.Exists(temporary))
        {
            File.Delete(temporary);
        }

        if (!File.Exists(path))
        {
            DurableFile.CreateDirectory(Path.GetDirectoryName(path)!);
            Replace(path, file => file.Write(LogFormat.FileHeader(firstSequence: 1)));
        }

        (long length, long nextSequence, TornTail? tail) = Check(path);
        SafeFileHandle file = OpenForAppend(path);
        if (tail is not null)
        {
            RandomAccess.SetLength(file, length);
        }

        // Also makes durable what a process that was killed had written but not yet synced.
        DurableFile.Flush(file, path);
        return new OpenedLog(path, file, length, nextSequence, tail);
    }

    public static SafeFileHandle OpenForAppend(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    public static List<LogFrame> ReadSome(LogReader reader, int framesMax)
    {
        List<LogFrame> frames = [];
        while (frames.Count < framesMax && reader.TryRead() is LogFrame frame)
        {
            frames.Add(frame);
        }

        return frames;
    }

    /// <summary>Where the frame with the sequence starts, or the length when it is the next to be appended.</summary>
    public static long OffsetOf(string path, long length, long sequence)
    {
        using LogReader reader = new(path, length);
        while (reader.NextSequence < sequence && reader.TryRead() is not null)
        {
        }

        return reader.Offset;
    }

    /// <summary>Replaces the log by one that starts with the frame at the offset.</summary>
    public static void Rewrite(string path, long offset, long length, long firstSequence) => Replace(path, file =>
    {
        file.Write(LogFormat.FileHeader(firstSequence));
        using FileStream source = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        source.Position = offset;
        byte[] buffer = new byte[LogFormat.PayloadBytesMax / 16];
        while (source.Position < length)
        {
            int wanted = (int)Math.Min(buffer.Length, length - source.Position);
            source.ReadExactly(buffer, 0, wanted);
            file.Write(buffer, 0, wanted);
        }
    });

    private static (long Length, long NextSequence, TornTail? Tail) Check(string path)
    {
        using LogReader reader = new(path, durableBytes: null);
        while (reader.TryRead() is not null)
        {
        }

        TornTail? tail = reader.BytesLeft == 0 ? null : new TornTail(reader.Offset, reader.BytesLeft);
        return (reader.Offset, reader.NextSequence, tail);
    }

    private static void Replace(string path, Action<FileStream> write)
    {
        string temporary = path + TemporarySuffix;
        using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
        {
            write(file);
            DurableFile.Flush(file.SafeFileHandle, temporary);
        }

        Failpoint.Hit(Failpoints.StateWriteBeforeRename);
        DurableFile.MoveReplace(temporary, path);
        Failpoint.Hit(Failpoints.StateWriteAfterRename);
        DurableFile.SyncDirectory(Path.GetDirectoryName(path)!);
    }
}
