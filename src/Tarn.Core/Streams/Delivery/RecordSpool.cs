using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;
using Tarn.Streams.Stages;

namespace Tarn.Streams.Delivery;

/// <summary>
/// Records in a scratch file, one behind the other, that one thread writes and others read, part by part as soon as
/// they are there. Records whose bytes are as they came take no memory meanwhile.
/// </summary>
/// <param name="path">Of a file that is not there.</param>
internal sealed class RecordSpool(string path) : IDisposable
{
    /// <summary>Of several hundred partitions of a batch each has a spool.</summary>
    private const int BytesAtOnce = 64 * 1024;

    private readonly SafeFileHandle _file = ScratchFile.CreateHandle(path);
    private readonly ArrayBufferWriter<byte> _unwritten = new();
    private readonly Dictionary<int, StreamRecord> _kept = [];
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _changed = new();
    private readonly List<SpooledPart> _parts = [];
    private SpooledPart _last = new(0, 0);
    private long _writtenBytes;
    private bool _isComplete;
    private bool _isGivenUp;

    /// <summary>How many there are, those that cannot be read yet among them.</summary>
    public int Count => _last.First + _last.Count;

    public long Bytes => _last.Offset + _last.Bytes;

    public void Add(OutgoingRecord record)
    {
        if (!record.Data.Equals(record.Source.Data))
        {
            _kept.Add(Count, record.Source with { Data = record.Source.Data.ToArray() });
        }

        _unwritten.Write(record.Data.Span);
        _last.Add(record.Source, record.Data.Length);
        if (_unwritten.WrittenCount >= BytesAtOnce)
        {
            Write();
        }

        if (_last.IsFull)
        {
            EndPart();
        }
    }

    /// <summary>No record is added any more.</summary>
    public void Complete()
    {
        EndPart();
        lock (_lock)
        {
            _isComplete = true;
        }

        _changed.Set();
    }

    /// <summary>Ends whoever waits for a part.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            _isGivenUp = true;
        }

        _changed.Set();
    }

    /// <summary>Whether there is a part of the number now. Thread-safe.</summary>
    public bool TryGetPart(int number, [NotNullWhen(true)] out SpooledPart? part)
    {
        lock (_lock)
        {
            part = number < _parts.Count && !_isGivenUp ? _parts[number] : null;
            return part is not null;
        }
    }

    /// <summary>Waits for a part; null behind the last. Thread-safe.</summary>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public SpooledPart? WaitForPart(int number)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_isGivenUp)
                {
                    throw new OperationCanceledException("the object is given up");
                }

                if (number < _parts.Count || _isComplete)
                {
                    return number < _parts.Count ? _parts[number] : null;
                }

                _changed.Reset();
            }

            _changed.Wait();
        }
    }

    /// <summary>The bytes of a part. Thread-safe.</summary>
    public void Read(SpooledPart part, Span<byte> bytes) => Read(part.Offset, bytes[..part.Bytes]);

    /// <summary>The record that was put; once the spool is complete.</summary>
    public StreamRecord Get(int number)
    {
        if (_kept.TryGetValue(number, out StreamRecord kept))
        {
            return kept;
        }

        SpooledPart part = _parts.Last(part => part.First <= number);
        int index = number - part.First;
        byte[] data = new byte[part.BytesOf(index)];
        Read(part.Offset + part.StartOf(index), data);
        return part.RecordOf(index, data);
    }

    public void Dispose()
    {
        _file.Dispose();
        _changed.Dispose();
    }

    private void EndPart()
    {
        if (_last.Count == 0)
        {
            return;
        }

        Write();
        lock (_lock)
        {
            _parts.Add(_last);
        }

        _changed.Set();
        _last = new SpooledPart(_last.First + _last.Count, _last.Offset + _last.Bytes);
    }

    private void Write()
    {
        RandomAccess.Write(_file, _unwritten.WrittenSpan, _writtenBytes);
        _writtenBytes += _unwritten.WrittenCount;
        _unwritten.ResetWrittenCount();
    }

    private void Read(long offset, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(_file, bytes, offset);
            if (read == 0)
            {
                throw new InvalidOperationException($"'{path}' is no longer whole");
            }

            bytes = bytes[read..];
            offset += read;
        }
    }
}
