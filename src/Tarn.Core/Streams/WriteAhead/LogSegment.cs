using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Streams.WriteAhead;

/// <summary>
/// One file of a stream's log, in the format of the state's logs, named by the sequence of its first frame. Only the
/// writer's thread changes it; others read what is durable.
/// </summary>
internal sealed class LogSegment : IDisposable
{
    public const string Extension = ".log";

    private readonly SafeFileHandle? _file;

    /// <param name="path">Of the file.</param>
    /// <param name="firstSequence">Of its first frame.</param>
    /// <param name="nextSequence">After its last sound frame.</param>
    /// <param name="length">Up to which it is sound, in bytes.</param>
    /// <param name="file">For appending; null when there will be no more.</param>
    public LogSegment(string path, long firstSequence, long nextSequence, long length, SafeFileHandle? file)
    {
        Path = path;
        FirstSequence = firstSequence;
        NextSequence = nextSequence;
        Length = length;
        _file = file;
    }

    public string Path { get; }

    public long FirstSequence { get; }

    /// <summary>After the last durable frame.</summary>
    public long NextSequence { get; private set; }

    /// <summary>Of what is durable, in bytes.</summary>
    public long Length { get; private set; }

    public static string NameOf(long firstSequence) => $"{firstSequence:D20}{Extension}";

    /// <summary>Null when the file is not called as segments are.</summary>
    public static long? FirstSequenceOf(string path) =>
        long.TryParse(
            System.IO.Path.GetFileNameWithoutExtension(path),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out long first)
        && System.IO.Path.GetFileName(path) == NameOf(first)
            ? first
            : null;

    /// <summary>Makes an empty one, durably; throws IO exceptions.</summary>
    public static LogSegment Create(string directory, long firstSequence, IIdSource ids)
    {
        string path = System.IO.Path.Join(directory, NameOf(firstSequence));
        DurableFile.WriteAtomic(path, LogFormat.FileHeader(firstSequence), ids);
        return new LogSegment(
            path, firstSequence, firstSequence, LogFormat.FileHeaderBytes, LogFile.OpenForAppend(path));
    }

    /// <summary>Writes frames behind those that are durable; IO exceptions leave it as it was.</summary>
    public void Write(ReadOnlySpan<byte> frames) => RandomAccess.Write(_file!, frames, Length);

    /// <summary>Makes what was written durable.</summary>
    /// <exception cref="IOException">It may be lost: nothing more may be written to this file.</exception>
    public void Sync() => DurableFile.FlushData(_file!, Path);

    /// <summary>Takes note of what was synced.</summary>
    /// <param name="bytes">How much was written.</param>
    /// <param name="nextSequence">After its last frame.</param>
    public void Advance(int bytes, long nextSequence)
    {
        Length += bytes;
        NextSequence = nextSequence;
    }

    /// <summary>Takes off what is not durable, as far as the disk lets.</summary>
    public bool TryCutBack()
    {
        try
        {
            RandomAccess.SetLength(_file!, Length);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => _file?.Dispose();
}
