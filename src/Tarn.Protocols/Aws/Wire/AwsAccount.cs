namespace Tarn.Protocols.Aws.Wire;

/// <summary>The one account that a lake has.</summary>
internal static class AwsAccount
{
    public const string Id = Tarn.Security.Account.Id;

    /// <summary>
    /// The name of a thing across services, as <c>arn:aws:glue:us-east-1:000000000000:job/taxi-etl</c>.
    /// </summary>
    public static string Arn(string service, string region, string resource) =>
        $"arn:aws:{service}:{region}:{Id}:{resource}";
}
