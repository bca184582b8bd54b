using System.Globalization;

namespace Tarn.Common.Network;

/// <summary>Why a request out of the lake was not made or not finished.</summary>
internal static class OutboundErrors
{
    public static TarnException Inside(string host, string address, string kind)
    {
        string place = host == address ? host : $"{host} ({address})";
        return new TarnException(ErrorCodes.OutboundRefused, $"{place} is inside the network: its address is {kind}")
        {
            Hint = $"list the host or its network in lake.yaml to allow it: {OutboundRules.Setting}",
        };
    }

    public static TarnException Address(Uri url, string problem) => new(
        ErrorCodes.OutboundRefused, $"{Text(url)} {problem}");

    public static TarnException TooSlow(Uri url, TimeSpan timeMax) => new(
        ErrorCodes.OutboundFailed,
        string.Create(
            CultureInfo.InvariantCulture, $"{Text(url)} took longer than {timeMax.TotalSeconds:0.###} seconds"))
    {
        IsTransient = true,
    };

    public static TarnException TooLarge(Uri url, long bytesMax) => new(
        ErrorCodes.OutboundFailed, $"{Text(url)} answered with more than {bytesMax} bytes");

    public static TarnException Failed(Uri url, Exception exception) => new(
        ErrorCodes.OutboundFailed, $"{Text(url)}: {exception.Message}", exception)
    {
        IsTransient = true,
    };

    /// <summary>Without user, query and fragment, which may hold secrets.</summary>
    private static string Text(Uri url) => url.IsAbsoluteUri
        ? url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
        : "the address";
}
