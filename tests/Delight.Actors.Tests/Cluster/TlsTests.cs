using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using Delight.Actors.Configuration;

namespace Delight.Actors.Tests.Cluster;

/// <summary>A head and a node whose line is encrypted, as hocon/tls.conf has it.</summary>
[Collection("Processes")]
[Trait("Category", "Processes")]
public sealed class TlsTests
{
    private const string Password = "of the test \" = { # }";

    [HostFact]
    public async Task Training_OverTls_LetsInWhoTrustsItsCertificateAndNobodyElse()
    {
        await using ClusterRun run = new();
        string tls = run.File("delight.pfx", string.Empty);
        string authority = run.File("authority.pem", string.Empty);
        Make(tls, authority);
        HostMember plain = run.Node(); // has none of it, and asks all the while
        run.Hocon = HoconLayers.Read("tls.conf").Replace("\"delight.pfx\"", $"\"{tls}\"", StringComparison.Ordinal);
        run.Variables["DELIGHT_HOCON__AKKA__REMOTE__DOT_NETTY__TCP__SSL__CERTIFICATE__PASSWORD"] = Password;
        HostProcess distrusting = run.NodeProcess();
        run.Variables["SSL_CERT_FILE"] = authority;
        HostProcess head = run.HeadProcess("--out", run.Record);
        HostProcess node = run.NodeProcess();
        await run.UntilAsync("a node has joined", () => run.Count("node-joined") == 1);
        await run.EndAsync(head, run.Updates + 40);
        Assert.Equal((1, 1), (run.Count("node-joined"), run.Count("node-joined", $"\"{node.Name}\"")));
        Assert.All([plain, distrusting], stranger =>
        {
            Assert.False(stranger.HasExited, stranger.Error);
            Assert.DoesNotContain("node-joined", stranger.Error, StringComparison.Ordinal);
        });
    }

    /// <summary>An authority, which is trusted, and a certificate of it with its key for 127.0.0.1.</summary>
    private static void Make(string certificate, string authority)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256),
            key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest root = new("CN=authority of the test", authorityKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 issuer = root.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        CertificateRequest request = new("CN=node of the test", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 issued = request.Create(issuer, now.AddDays(-1), now.AddDays(1), [1]);
        using X509Certificate2 whole = issued.CopyWithPrivateKey(key);
        File.WriteAllBytes(certificate, whole.Export(X509ContentType.Pfx, Password));
        File.WriteAllText(authority, issuer.ExportCertificatePem());
    }

}
