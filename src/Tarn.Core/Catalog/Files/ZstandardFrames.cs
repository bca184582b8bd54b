using System.Buffers.Binary;

namespace Tarn.Catalog.Files;

/// <summary>
/// Walks over zstd data from block to block, without decompressing it, and finds out whether it is whole (RFC 8878
/// section 3.1). The engine reads data that is cut off as far as it goes, without a word.
/// </summary>
/// <param name="stream">The compressed data; can seek.</param>
internal sealed class ZstandardFrames(Stream stream)
{
    private const uint FrameMagic = 0xFD2FB528;
    private const uint SkippableMagic = 0x184D2A50;
    private const uint SkippableMask = 0xFFFFFFF0;

    private const int MagicBytes = 4;
    private const int SkippableSizeBytes = 4;
    private const int BlockHeaderBytes = 3;
    private const int ChecksumBytes = 4;

    private const int SingleSegmentFlag = 0x20;
    private const int ChecksumFlag = 0x04;
    private const int RunLengthBlock = 1;
    private const int ReservedBlock = 3;

    private const string CutOff = "its zstd data is cut off";
    private const string Damaged = "its zstd data is damaged";

    private static readonly int[] DictionaryIdBytes = [0, 1, 2, 4];
    private static readonly int[] ContentSizeBytes = [0, 2, 4, 8];

    private readonly byte[] _field = new byte[4];

    /// <returns>A sentence without the file's name; null when all frames are whole.</returns>
    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        stream.Position = 0;
        while (stream.Position < stream.Length)
        {
            if (await SkipFrameAsync(cancellationToken) is { } problem)
            {
                return problem;
            }
        }

        return stream.Position == stream.Length ? null : CutOff;
    }

    private async Task<string?> SkipFrameAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(MagicBytes, cancellationToken) is not { } magic)
        {
            return CutOff;
        }

        if ((magic & SkippableMask) == SkippableMagic)
        {
            uint? size = await ReadAsync(SkippableSizeBytes, cancellationToken);
            stream.Position += size ?? 0;
            return size is null ? CutOff : null;
        }

        if (magic != FrameMagic)
        {
            return Damaged;
        }

        if (await ReadAsync(1, cancellationToken) is not { } descriptor)
        {
            return CutOff;
        }

        stream.Position += HeaderRestBytes((int)descriptor);
        string? problem = await SkipBlocksAsync(cancellationToken);
        stream.Position += (descriptor & ChecksumFlag) != 0 ? ChecksumBytes : 0;
        return problem;
    }

    /// <summary>Of the fields behind the descriptor (section 3.1.1.1): window, dictionary, content size.</summary>
    private static int HeaderRestBytes(int descriptor)
    {
        bool isSingleSegment = (descriptor & SingleSegmentFlag) != 0;
        int sizeFlag = descriptor >> 6;
        int contentSizeBytes = sizeFlag == 0 && isSingleSegment ? 1 : ContentSizeBytes[sizeFlag];
        return (isSingleSegment ? 0 : 1) + DictionaryIdBytes[descriptor & 3] + contentSizeBytes;
    }

    /// <summary>To the end of the frame's last block (section 3.1.1.2).</summary>
    private async Task<string?> SkipBlocksAsync(CancellationToken cancellationToken)
    {
        bool isLast = false;
        while (!isLast)
        {
            if (await ReadAsync(BlockHeaderBytes, cancellationToken) is not { } header)
            {
                return CutOff;
            }

            isLast = (header & 1) != 0;
            uint type = (header >> 1) & 3;
            if (type == ReservedBlock)
            {
                return Damaged;
            }

            stream.Position += type == RunLengthBlock ? 1 : header >> 3;
        }

        return null;
    }

    /// <summary>A number of so many bytes, the low ones first; null behind the end.</summary>
    private async Task<uint?> ReadAsync(int bytes, CancellationToken cancellationToken)
    {
        Array.Clear(_field);
        int count = await stream.ReadAtLeastAsync(
            _field.AsMemory(0, bytes), bytes, throwOnEndOfStream: false, cancellationToken);
        return count == bytes ? BinaryPrimitives.ReadUInt32LittleEndian(_field) : null;
    }
}
