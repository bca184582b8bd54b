namespace Tarn.Tests.Tables.Integrity;

/// <summary>How a file of a table gets damaged.</summary>
public enum Damage
{
    FlippedBit,
    Truncated,
    ZeroedBlock,
}

internal static class DamagedBytes
{
    private const int BlockBytes = 4096;

    /// <summary>The content with one damage at a place that the random source chooses; never the same.</summary>
    public static byte[] Of(byte[] content, Damage damage, Random random)
    {
        while (true)
        {
            byte[] damaged = AnyOf(content, damage, random);
            if (!damaged.AsSpan().SequenceEqual(content))
            {
                return damaged;
            }
        }
    }

    private static byte[] AnyOf(byte[] content, Damage damage, Random random)
    {
        int place = random.Next(content.Length);
        if (damage == Damage.Truncated)
        {
            return content[..place];
        }

        byte[] damaged = [.. content];
        if (damage == Damage.FlippedBit)
        {
            damaged[place] ^= (byte)(1 << random.Next(8));
        }
        else
        {
            damaged.AsSpan(place, Math.Min(BlockBytes, content.Length - place)).Clear();
        }

        return damaged;
    }
}
