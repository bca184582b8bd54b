using Tarn.Streams;

namespace Tarn.Cli.Commands.Streams;

/// <summary>How streams are told to people.</summary>
internal static class StreamText
{
    /// <summary>Bucket and prefix.</summary>
    public static string PlaceOf(KnownStream stream) =>
        $"{stream.Definition.Destination.Bucket}/{stream.Definition.Destination.Prefix}";
}
