using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Tarn.State;

/// <summary>
/// A file that is read forwards in large blocks, of which what comes next is looked at without a copy.
/// </summary>
/// <param name="path">Of the file.</param>
/// <param name="blockBytes">How much is read at once.</param>
internal sealed class FileWindow(string path, int blockBytes) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(
        path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Blocks that what was looked at may be in.</summary>
    private readonly List<byte[]> _used = [];
    private byte[] _block = [];
    private int _start;
    private int _end;

    /// <summary>Of the file, in bytes.</summary>
    public long Length => RandomAccess.GetLength(_file);

    /// <summary>Where in the file the block ends.</summary>
    private long Position { get; set; }

    /// <summary>The next bytes; fewer at the end of the file. They are good until <see cref="Release"/>.</summary>
    public ReadOnlyMemory<byte> Peek(int bytes)
    {
        if (_end - _start < bytes)
        {
            Fill(bytes);
        }

        return _block.AsMemory(_start, Math.Min(bytes, _end - _start));
    }

    /// <summary>Goes on behind some bytes, which need not have been looked at.</summary>
    public void Skip(long bytes)
    {
        if (bytes <= _end - _start)
        {
            _start += (int)bytes;
        }
        else
        {
            Position += bytes - (_end - _start);
            _start = _end;
        }
    }

    /// <summary>Nobody looks any more at what was looked at.</summary>
    public void Release()
    {
        _used.ForEach(block => ArrayPool<byte>.Shared.Return(block));
        _used.Clear();
    }

    public void Dispose()
    {
        Release();
        ArrayPool<byte>.Shared.Return(_block);
        _block = [];
        _start = _end = 0;
        _file.Dispose();
    }

    private void Fill(int bytes)
    {
        ReadOnlySpan<byte> begun = _block.AsSpan(_start, _end - _start);
        byte[] block = ArrayPool<byte>.Shared.Rent(Math.Max(bytes, blockBytes));
        begun.CopyTo(block);
        if (_block.Length > 0)
        {
            _used.Add(_block);
        }

        (_block, _start, _end) = (block, 0, begun.Length);
        int read;
        do
        {
            read = RandomAccess.Read(_file, _block.AsSpan(_end), Position);
            _end += read;
            Position += read;
        }
        while (read > 0 && _end < bytes);
    }
}
