using System.Buffers.Binary;
using Tarn.Common;

namespace Tarn.Tests.Tables.DeletionVectors;

/// <summary>Writes 64-bit Roaring bitmaps, in every container there is, and files of deletion vectors.</summary>
internal static class RoaringBytes
{
    private const string Z85Alphabet =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

    /// <param name="rows">Ascending.</param>
    /// <param name="withRuns">True to make runs of all containers, as a writer that optimises does.</param>
    public static byte[] Write(IEnumerable<long> rows, bool withRuns)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        IGrouping<long, long>[] bitmaps = [.. rows.GroupBy(row => row >> 32)];
        writer.Write(1681511377);
        writer.Write((long)bitmaps.Length);
        foreach (IGrouping<long, long> bitmap in bitmaps)
        {
            writer.Write((uint)bitmap.Key);
            WriteBitmap(writer, [.. bitmap.GroupBy(row => (row >> 16) & 0xFFFF)], withRuns);
        }

        return stream.ToArray();
    }

    /// <summary>A file with one vector: version, length, data, checksum.</summary>
    public static byte[] File(byte[] data)
    {
        byte[] file = new byte[data.Length + 9];
        file[0] = 1;
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(1), data.Length);
        data.CopyTo(file, 5);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(5 + data.Length), Crc32.Compute(data));
        return file;
    }

    public static string ToZ85(byte[] data)
    {
        byte[] padded = [.. data, .. new byte[(4 - (data.Length % 4)) % 4]];
        return string.Concat(padded.Chunk(4).Select(chunk =>
        {
            uint value = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            char[] characters = new char[5];
            for (int i = 4; i >= 0; i--)
            {
                characters[i] = Z85Alphabet[(int)(value % 85)];
                value /= 85;
            }

            return new string(characters);
        }));
    }

    private static void WriteBitmap(BinaryWriter writer, IGrouping<long, long>[] containers, bool withRuns)
    {
        writer.Write(withRuns ? 12347 | ((containers.Length - 1) << 16) : 12346);
        if (withRuns)
        {
            byte[] isRun = new byte[(containers.Length + 7) / 8];
            Array.Fill(isRun, byte.MaxValue);
            writer.Write(isRun);
        }
        else
        {
            writer.Write(containers.Length);
        }

        foreach (IGrouping<long, long> container in containers)
        {
            writer.Write((ushort)container.Key);
            writer.Write((ushort)(container.Count() - 1));
        }

        if (!withRuns || containers.Length >= 4)
        {
            writer.Write(new byte[containers.Length * 4]);
        }

        foreach (IGrouping<long, long> container in containers)
        {
            WriteContainer(writer, [.. container.Select(row => (ushort)(row & 0xFFFF))], withRuns);
        }
    }

    private static void WriteContainer(BinaryWriter writer, ushort[] rows, bool asRuns)
    {
        if (asRuns)
        {
            List<(ushort Start, ushort More)> runs = [];
            foreach (ushort row in rows)
            {
                if (runs.Count > 0 && runs[^1].Start + runs[^1].More + 1 == row)
                {
                    runs[^1] = (runs[^1].Start, (ushort)(runs[^1].More + 1));
                }
                else
                {
                    runs.Add((row, 0));
                }
            }

            writer.Write((ushort)runs.Count);
            runs.ForEach(run =>
            {
                writer.Write(run.Start);
                writer.Write(run.More);
            });
        }
        else if (rows.Length <= 4096)
        {
            Array.ForEach(rows, writer.Write);
        }
        else
        {
            byte[] bits = new byte[8192];
            Array.ForEach(rows, row => bits[row >> 3] |= (byte)(1 << (row & 7)));
            writer.Write(bits);
        }
    }
}
