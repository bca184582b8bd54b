namespace Tarn.Protocols.Aws.Wire;

/// <summary>
/// How much room a body gets that is read whole: little until something comes, because thousands of clients may send
/// next to nothing at the same time, and never as much as a client only says.
/// </summary>
internal static class BodyRoom
{
    private const int FirstBytes = 1024;
    private const int BelievedBytesMax = 64 * 1024;
    private const int Growth = 4;

    /// <summary>Before anything is there; never 0, so that an empty read is the end.</summary>
    public static int First(long? said) => (int)Math.Clamp(said + 1 ?? FirstBytes, 1, FirstBytes);

    /// <summary>When all of it is used.</summary>
    /// <param name="length">So much is there.</param>
    /// <param name="said">How long the body is, as its client says.</param>
    /// <param name="bytesMax">How long it may be.</param>
    public static int Next(int length, long? said, int bytesMax)
    {
        // A byte more than there should be, for the read that finds the end.
        long wanted = (said ?? bytesMax) + 1;
        long believed = Math.Max((long)length * Growth, said is null ? 0 : BelievedBytesMax);
        return (int)Math.Min(Math.Max(length + 1L, Math.Min(wanted, believed)), bytesMax + 1L);
    }
}
