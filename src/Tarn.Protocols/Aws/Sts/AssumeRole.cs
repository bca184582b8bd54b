using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Access;
using Tarn.Security.Identities;
using Tarn.Security.Policies;
using Tarn.Security.Sessions;

namespace Tarn.Protocols.Aws.Sts;

/// <summary>Gives temporary credentials to who may take a role on ("AssumeRole").</summary>
internal sealed partial class AssumeRole(StsParts parts)
{
    private const int SecondsMin = 900;
    private const int SecondsDefault = 3600;

    /// <summary>Who has taken a role on gets another for an hour at most.</summary>
    private const int ChainedSecondsMax = 3600;

    private const int PolicyLettersMax = 2048;
    private const int PolicyArnsMax = 10;

    /// <summary>Members that would change who may do what: not taken, rather than passed over.</summary>
    private static readonly string[] Unknown =
    [
        "SerialNumber", "TokenCode", "SourceIdentity", "Tags.member.1.Key", "TransitiveTagKeys.member.1",
        "ProvidedContexts.member.1.ProviderArn",
    ];

    public async Task<ResultWriter> RunAsync(QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string name = NameOf(request);
        if (Array.Find(Unknown, member => request.Optional(member) is not null) is { } unknown)
        {
            throw StsErrors.Invalid($"Tarn knows nothing of {unknown.Split('.')[0]}");
        }

        Principal principal = await parts.Access.IdentifyAsync(call.Caller, cancellationToken);
        string arn = request.Required("RoleArn");
        Role role = await RequireTrustAsync(request, call, principal, arn, name, cancellationToken);
        int secondsMax = call.Caller.Session is null ? role.SessionSecondsMax : ChainedSecondsMax;
        TimeSpan duration = DurationOf(request, secondsMax);
        DateTimeOffset now = parts.TimeProvider.GetUtcNow();
        RoleSession session = new()
        {
            Role = role.Name,
            RoleId = role.Id,
            Name = name,
            ExpiresAt = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)) + duration,
            Policies = PoliciesOf(request),
            PolicyArns = await PolicyArnsOfAsync(request, cancellationToken),
        };
        TemporaryCredentials credentials = parts.Tokens.Issue(session);
        return writer =>
        {
            writer.WriteStartElement("Credentials");
            writer.WriteElementString("AccessKeyId", credentials.Key.Id);
            writer.WriteElementString("SecretAccessKey", credentials.Key.Secret);
            writer.WriteElementString("SessionToken", credentials.Token);
            writer.WriteElementString(
                "Expiration",
                session.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            writer.WriteEndElement();
            writer.WriteStartElement("AssumedRoleUser");
            writer.WriteElementString("AssumedRoleId", session.Id);
            writer.WriteElementString("Arn", session.Arn);
            writer.WriteEndElement();
        };
    }

    /// <summary>A role that is not there is refused as others are: nobody learns which there are.</summary>
    private async Task<Role> RequireTrustAsync(
        QueryRequest request,
        AwsCall call,
        Principal principal,
        string arn,
        string name,
        CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyList<string>> context =
            RequestConditions.Of(call.Http, call, principal, parts.TimeProvider.GetUtcNow());
        RequestConditions.Add(context, "sts:ExternalId", request.Optional("ExternalId"));
        RequestConditions.Add(context, "sts:RoleSessionName", name);
        PolicyRequest asked = new()
        {
            Principal = principal,
            Action = RoleTaking.Action,
            Resource = arn,
            Context = context,
        };
        Role? role = (await parts.Identities.Roles.ListAsync(cancellationToken))
            .FirstOrDefault(role => role.Arn == arn);
        AccessDecision decision = role is null
            ? AccessDecision.NotAllowed
            : await new RoleTaking(parts.Access).DecideAsync(role, asked, cancellationToken);
        return decision == AccessDecision.Allowed && role is not null
            ? role
            : throw QueryErrors.AccessDenied(
                $"User: {principal.Arn} is not authorized to perform: {RoleTaking.Action} on resource: {arn}");
    }

    private static string NameOf(QueryRequest request)
    {
        string name = request.Required("RoleSessionName");
        return SessionName().IsMatch(name)
            ? name
            : throw StsErrors.Invalid($"RoleSessionName is '{name}', expected 2 to 64 letters, digits and _+=,.@-");
    }

    private static TimeSpan DurationOf(QueryRequest request, int secondsMax)
    {
        int seconds = request.OptionalNumber("DurationSeconds") ?? Math.Min(SecondsDefault, secondsMax);
        return seconds < SecondsMin
            ? throw StsErrors.Invalid($"DurationSeconds is {seconds}, expected {SecondsMin} or more")
            : seconds > secondsMax ? throw StsErrors.Invalid(
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role:"
                + $" {seconds}, expected {secondsMax} at most")
            : TimeSpan.FromSeconds(seconds);
    }

    private static IReadOnlyList<string> PoliciesOf(QueryRequest request)
    {
        if (request.Optional("Policy") is not { Length: > 0 } text)
        {
            return [];
        }

        if (text.Length > PolicyLettersMax)
        {
            throw new AwsException(
                "PackedPolicyTooLarge", $"the policy has {text.Length} letters, expected {PolicyLettersMax} at most");
        }

        try
        {
            PolicyDocument.Parse(text, PolicyKind.Identity);
            return [text];
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.BadPolicy)
        {
            throw new AwsException("MalformedPolicyDocument", exception.Message);
        }
    }

    private async Task<IReadOnlyList<string>> PolicyArnsOfAsync(
        QueryRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> arns = request.Members("PolicyArns", "arn");
        if (arns.Count > PolicyArnsMax)
        {
            throw StsErrors.Invalid($"there are {arns.Count} PolicyArns, expected {PolicyArnsMax} at most");
        }

        foreach (string arn in arns)
        {
            await parts.Identities.Policies.GetAsync(arn, cancellationToken);
        }

        return arns;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{2,64}\z")]
    private static partial Regex SessionName();
}
