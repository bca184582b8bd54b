using System.Buffers.Binary;
using System.Security.Cryptography;
using Tarn.Common;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>One of the checksums that S3 knows, being computed.</summary>
internal abstract class ChecksumAlgorithm : IDisposable
{
    /// <summary>Their names, as in <c>x-amz-checksum-algorithm</c>; in headers they are in lower case.</summary>
    public static readonly IReadOnlyList<string> Names = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"];

    /// <exception cref="ArgumentOutOfRangeException">It is none of <see cref="Names"/>.</exception>
    public static ChecksumAlgorithm Create(string name) => name switch
    {
        "CRC32" => new Cyclic(static (crc, bytes) => Crc32.Compute(bytes, (uint)crc), bytes: 4),
        "CRC32C" => new Cyclic(static (crc, bytes) => Crc32C.Compute(bytes, (uint)crc), bytes: 4),
        "CRC64NVME" => new Cyclic(Crc64Nvme.Append, bytes: 8),
        "SHA1" => new Hash(HashAlgorithmName.SHA1),
        "SHA256" => new Hash(HashAlgorithmName.SHA256),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no checksum of S3"),
    };

    public abstract void Append(ReadOnlySpan<byte> bytes);

    /// <summary>In base 64, as in headers.</summary>
    public abstract string Finish();

    public virtual void Dispose()
    {
    }

    private delegate ulong Step(ulong crc, ReadOnlySpan<byte> bytes);

    private sealed class Cyclic(Step step, int bytes) : ChecksumAlgorithm
    {
        private ulong _crc;

        public override void Append(ReadOnlySpan<byte> content) => _crc = step(_crc, content);

        public override string Finish()
        {
            Span<byte> value = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(value, _crc);
            return Convert.ToBase64String(value[^bytes..]);
        }
    }

    private sealed class Hash(HashAlgorithmName name) : ChecksumAlgorithm
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(name);

        public override void Append(ReadOnlySpan<byte> content) => _hash.AppendData(content);

        public override string Finish() => Convert.ToBase64String(_hash.GetHashAndReset());

        public override void Dispose()
        {
            _hash.Dispose();
            base.Dispose();
        }
    }
}
