using Microsoft.Win32.SafeHandles;

namespace Tarn.State;

/// <summary>A log as found or made by <see cref="LogFile.Open"/>.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="File">For appending; the receiver disposes it.</param>
/// <param name="Length">Where the next frame goes, in bytes.</param>
/// <param name="NextSequence">The number of the next frame.</param>
/// <param name="CutTail">What was cut off; null when nothing.</param>
internal sealed record OpenedLog(
    string Path, SafeFileHandle File, long Length, long NextSequence, TornTail? CutTail);
