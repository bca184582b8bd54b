using System.Buffers.Binary;
using System.Text;

namespace Tarn.Sources.Postgres.Slots;

/// <summary>Reads the fields of one message of logical replication, big-endian, one after the other.</summary>
internal ref struct MessageReader(ReadOnlySpan<byte> message)
{
    private readonly int _length = message.Length;
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>How many bytes have been read.</summary>
    public readonly int Position => _length - _rest.Length;

    public char Kind() => (char)Bytes(1)[0];

    public byte Byte() => Bytes(1)[0];

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Bytes(sizeof(short)));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Bytes(sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Bytes(sizeof(long)));

    /// <summary>Up to a zero byte.</summary>
    public string Text()
    {
        int length = _rest.IndexOf((byte)0);
        string text = Encoding.UTF8.GetString(_rest[..length]);
        _rest = _rest[(length + 1)..];
        return text;
    }

    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count < 0 || count > _rest.Length)
        {
            throw new InvalidDataException("a message of logical replication is shorter than it says");
        }

        ReadOnlySpan<byte> bytes = _rest[..count];
        _rest = _rest[count..];
        return bytes;
    }
}
