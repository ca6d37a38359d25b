package io.strongroom.iam.policy;

import io.strongroom.iam.Region;
import java.util.Set;

/**
 * The services that a policy may name. Only a few of them ever call this server; the others are
 * known so that policies written for the public service can be stored.
 *
 * <p>Source: the service principals named in the AWS service documentation.
 */
final class ServicePrincipals {
  private static final String SUFFIX = ".amazonaws.com";

  private static final Set<String> NAMES =
      Set.of(
          """
          access-analyzer account acm acm-pca airflow airflow-env amplify amplifybackend aoss
          apigateway appconfig appflow application-autoscaling application-insights appmesh
          apprunner appstream appsync athena auditmanager autoscaling autoscaling-plans backup
          backup-gateway batch batchoperations.s3 bedrock bedrock-agentcore billingconductor braket
          budgets build.apprunner cassandra.application-autoscaling ce channels.lex channels.lexv2
          chatbot chime cloud9 cloudformation cloudfront cloudhsm cloudsearch cloudtrail cloudwatch
          cloudwatch-crossaccount codeartifact codebuild codecommit codedeploy codeguru-profiler
          codeguru-reviewer codepipeline codestar codestar-notifications cognito-identity
          cognito-idp cognito-sync comprehend compute-optimizer config config-conforms
          config-multiaccountsetup connect controltower cost-optimization-hub costalerts
          credentials.iot custom-resource.application-autoscaling databrew datapipeline datasync
          datazone dax delivery.logs detective devops-guru directconnect discovery dlm dms
          docdb-elastic ds dynamodb dynamodb.application-autoscaling ec2 ec2fleet
          ec2.application-autoscaling ecr ecs ecs-tasks ecs.application-autoscaling edgelambda eks
          eks-fargate eks-fargate-pods eks-nodegroup elasticache elasticbeanstalk elasticfilesystem
          elasticloadbalancing elasticmapreduce elastictranscoder email.cognito-idp emr-containers
          emr-serverless es events evidently finspace firehose fis fms forecast frauddetector fsx
          gamelift globalaccelerator glue grafana greengrass groundstation guardduty health
          healthlake iam imagebuilder importexport inspector inspector2 internetmonitor iot
          iotanalytics iotdevicedefender iotevents iotfleetwise iotsitewise iotthingsgraph
          iottwinmaker iotwireless ivs kafka kafkaconnect kendra kinesis kinesisanalytics
          kinesisvideo kms lakeformation lambda lex lexv2 license-manager lightsail location logger
          logging.s3 logs lookoutequipment lookoutmetrics lookoutvision m2 machinelearning macie
          maintenance.elasticache malware-protection.guardduty malware-protection-plan.guardduty
          managedservices mediaconnect mediaconvert medialive mediapackage mediapackagev2
          mediastore mediatailor memorydb metering-marketplace mgn migrationhub monitoring
          monitoring.rds monitron mq network-firewall networkmanager notifications omics
          opensearchservice ops.apigateway ops.emr-serverless opsworks opsworks-cm organizations
          osis-pipelines outposts panorama personalize pinpoint pipes pods.eks polly profile proton
          pullthroughcache.ecr qbusiness qldb quicksight ram rds rds.application-autoscaling
          redshift redshift-serverless rekognition replication.dynamodb replication.ecr
          replicator.lambda resiliencehub resource-explorer-2 resource-groups robomaker
          rolesanywhere route53 route53-recovery-control-config route53resolver rum s3 s3-outposts
          sagemaker sagemaker.application-autoscaling scheduler schemas secretsmanager securityhub
          securitylake serverlessrepo servicecatalog servicecatalog-appregistry servicediscovery
          servicequotas ses shield signer signin sms sms-voice snowball sns spot spotfleet sqs ssm
          ssm-contacts ssm-incidents ssm-quicksetup sso states storage-lens.s3 storagegateway
          streams.metrics.cloudwatch sts support swf synthetics tagging tasks.apprunner textract
          timestream timestream-influxdb tnb transcribe transfer translate transitgateway
          trustedadvisor verified-access vmie voiceid vpc-flow-logs vpc-lattice waf waf-regional
          wafv2 wellarchitected wisdom workmail workspaces xray
          """
              .strip()
              .split("\\s+", -1));

  private ServicePrincipals() {}

  /** Tells whether {@code name} is a known service, alone or with a region before the suffix. */
  static boolean isKnown(String name) {
    if (!name.endsWith(SUFFIX)) {
      return false;
    }
    String service = name.substring(0, name.length() - SUFFIX.length());
    int dot = service.lastIndexOf('.');
    boolean regional = dot > 0 && Region.isRegion(service.substring(dot + 1));
    return NAMES.contains(regional ? service.substring(0, dot) : service);
  }
}
