using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Policies;

namespace Tarn.Protocols.Aws.Access;

/// <summary>The values of the condition keys that every service has ("AWS global condition context keys").</summary>
internal static class RequestConditions
{
    private const string False = "false";

    public static Dictionary<string, IReadOnlyList<string>> Of(
        HttpContext context, AwsCall call, Principal principal, DateTimeOffset now)
    {
        Dictionary<string, IReadOnlyList<string>> values = new(ConditionKeys.Comparer)
        {
            ["aws:CurrentTime"] = [now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)],
            ["aws:EpochTime"] = [now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)],
            ["aws:PrincipalAccount"] = [AwsAccount.Id],
            ["aws:PrincipalArn"] = [principal.RoleArn ?? principal.Arn],
            ["aws:PrincipalIsAWSService"] = [False],
            ["aws:PrincipalType"] = [TypeOf(principal)],
            ["aws:RequestedRegion"] = [call.Region],
            ["aws:SecureTransport"] = [context.Request.IsHttps ? "true" : False],
            ["aws:userid"] = [principal.Id],
            ["aws:ViaAWSService"] = [False],
        };
        Add(values, "aws:username", principal.UserName);
        Add(values, "aws:SourceIp", TextOf(context.Connection.RemoteIpAddress));
        Add(values, "aws:Referer", context.Request.Headers.Referer.ToString());
        Add(values, "aws:UserAgent", context.Request.Headers.UserAgent.ToString());
        return values;
    }

    /// <summary>What is not in a request has no value, and neither has what is empty.</summary>
    public static void Add(Dictionary<string, IReadOnlyList<string>> values, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            values[key] = [value];
        }
    }

    private static string TypeOf(Principal principal) => principal.IsRoot ? "Account"
        : principal.RoleArn is null ? "User"
        : "AssumedRole";

    private static string? TextOf(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
}
