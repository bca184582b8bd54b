using Tarn.Engine.Dialect.Functions.Urls;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>Addresses of the web ("URL functions").</summary>
internal static class UrlRules
{
    private const string Templates = """
        url_decode/1 = tarn_url_decode({0})
        url_encode/1 = tarn_url_encode({0})
        url_extract_fragment/1 = tarn_url_extract_fragment({0})
        url_extract_host/1 = tarn_url_extract_host({0})
        url_extract_parameter/2 = tarn_url_extract_parameter({0}, {1})
        url_extract_path/1 = tarn_url_extract_path({0})
        url_extract_port/1 = tarn_url_extract_port({0})
        url_extract_protocol/1 = tarn_url_extract_protocol({0})
        url_extract_query/1 = tarn_url_extract_query({0})
        """;

    public static RuleTable Table { get; } = new(Templates, [], UrlFunctions.All);
}
